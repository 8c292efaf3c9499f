using Sidecar.Agents;
using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>Whose process wrote. Pure.</summary>
internal static class WriterAgent
{
    // They run anybody's programs, those of coding agents that did not register among them.
    private static readonly string[] Runtimes = ["node", "MainThread", "bun", "deno", "python", "java", "dotnet", "ruby"];

    /// <summary>
    /// The agent whose client is the nearest ancestor of the process; the human where no client is among its ancestors and
    /// people's programs are; null where nobody can tell.
    /// </summary>
    /// <param name="writer">The process and its ancestors.</param>
    /// <param name="agents">The agents of this host, those that left lately included.</param>
    /// <param name="human">The row that stands for people.</param>
    public static Agent? Of(Writer writer, IReadOnlyList<Agent> agents, Agent human)
    {
        foreach (var ancestor in writer.Line)
        {
            var owners = agents.Where(agent => agent.ClientProcess == ancestor.Process).ToList();
            if (owners.Count > 0)
                return Owner(owners);
        }

        var isAgents = writer.Line.Any(ancestor => KnownClient.OfProgram(ancestor.Program) is not null || IsRuntime(ancestor.Program));
        return !isAgents && writer.Line.Any(ancestor => PeoplesPrograms.IsStarter(ancestor.Program)) && IsWhole(writer) ? human : null;
    }

    /// <summary>Whether git was what wrote.</summary>
    public static bool IsGit(Writer? writer) => writer?.Line is [{ Program: "git" }, ..];

    // Two agents in one client process: it wrote for one of them, and nobody can tell for which. A client that connected anew
    // has two registrations, and the one that ended does not count.
    private static Agent? Owner(IReadOnlyList<Agent> owners)
    {
        var here = owners.Where(agent => agent.LeftAt is null).ToList();
        if (here.Count > 0)
            return here is [var owner] ? owner : null;

        var last = owners.MaxBy(agent => agent.LeftAt)!;
        return owners.All(agent => agent.Name == last.Name) ? last : null;
    }

    private static bool IsRuntime(string program) =>
        Array.Exists(Runtimes, runtime => program.StartsWith(runtime, StringComparison.Ordinal));

    // An ancestor that ended before it could be read may have been an agent's.
    private static bool IsWhole(Writer writer) => writer.Line[^1].ParentPid <= 1;
}
