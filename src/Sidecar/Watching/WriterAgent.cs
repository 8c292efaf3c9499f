using Sidecar.Agents;
using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>Whose process wrote. Pure.</summary>
internal static class WriterAgent
{
    // What people start programs from. A process below none of these may be anybody's: a service, a container of an agent.
    private static readonly HashSet<string> PeoplesPrograms = new(StringComparer.Ordinal)
    {
        "bash", "zsh", "fish", "dash", "ksh", "tcsh", "nu", "pwsh", "tmux: server", "screen", "sshd", "login",
        "vim", "nvim", "vi", "nano", "emacs", "helix", "hx", "micro", "kate", "gedit", "code", "codium", "idea", "rider", "pycharm",
        "webstorm", "clion", "goland", "rustrover", "zed-editor", "sublime_text",
    };

    // They run anybody's programs, those of coding agents that did not register among them.
    private static readonly string[] Runtimes = ["node", "MainThread", "bun", "deno", "python", "java", "dotnet", "ruby"];

    /// <summary>
    /// The agent whose client is the nearest ancestor of the process; the human where no client is among its ancestors and
    /// people's programs are; null where nobody can tell.
    /// </summary>
    /// <param name="writer">The process and its ancestors.</param>
    /// <param name="agents">The registered agents of this host.</param>
    /// <param name="human">The row that stands for people.</param>
    public static Agent? Of(Writer writer, IReadOnlyList<Agent> agents, Agent human)
    {
        foreach (var ancestor in writer.Line)
        {
            var owners = agents.Where(agent => agent.ClientProcess == ancestor.Process).ToList();
            if (owners is [var owner])
                return owner;

            // Two agents in one client process: it wrote for one of them, and nobody can tell for which.
            if (owners.Count > 1)
                return null;
        }

        var isAgents = writer.Line.Any(ancestor => KnownClient.OfProgram(ancestor.Program) is not null || IsRuntime(ancestor.Program));
        return !isAgents && writer.Line.Any(ancestor => PeoplesPrograms.Contains(ancestor.Program)) && IsWhole(writer) ? human : null;
    }

    /// <summary>Whether git was what wrote.</summary>
    public static bool IsGit(Writer? writer) => writer?.Line is [{ Program: "git" }, ..];

    private static bool IsRuntime(string program) =>
        Array.Exists(Runtimes, runtime => program.StartsWith(runtime, StringComparison.Ordinal));

    // An ancestor that ended before it could be read may have been an agent's.
    private static bool IsWhole(Writer writer) => writer.Line[^1].ParentPid <= 1;
}
