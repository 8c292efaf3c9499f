using Sidecar.Agents;
using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>Which processes belong to which agent: its client and what that started, but not Sidecar's own programs.</summary>
internal sealed class AgentTrees(ProcessSnapshots processes)
{
    private static readonly string[] OwnPrograms = ["sidecar", "sidecar-mcp", "sidecar-hook"];

    private volatile IReadOnlySet<ProcessRef> _clients = new HashSet<ProcessRef>();

    /// <summary>The client processes of the live agents. Set by whoever knows them, from any thread.</summary>
    public IReadOnlyCollection<ProcessRef> Clients
    {
        get => _clients;
        set => _clients = value.ToHashSet();
    }

    /// <summary>The processes of each agent; an agent without any is gone. An agent within another's tree has its own.</summary>
    public ILookup<ProcessRef, LinuxStat> Members(ProcessSnapshot snapshot) => snapshot.All
        .Select(process => (Client: ClientOf(process, snapshot), Process: process))
        .Where(member => member.Client is not null)
        .ToLookup(member => member.Client!.Value, member => member.Process);

    /// <summary>
    /// Those that no agent started and that started no agent, nor are Sidecar's; and editors, in whose terminal an agent may run.
    /// </summary>
    public IEnumerable<LinuxStat> Outsiders(ProcessSnapshot snapshot)
    {
        var aboveAgents = _clients.SelectMany(client => snapshot.LineOf(client.Pid)).Select(process => process.Pid).ToHashSet();
        return snapshot.All.Where(process => (!aboveAgents.Contains(process.Pid) || PeoplesPrograms.IsEditor(process.Program))
            && !snapshot.LineOf(process.Pid).Any(above => _clients.Contains(above.Process) || IsOwn(above)));
    }

    public ProcessSnapshot Look(TimeSpan atMostOld) => processes.Current(atMostOld);

    /// <summary>The same process as it is now; null where it is gone.</summary>
    public LinuxStat? LookAgain(LinuxStat process) =>
        processes.Read(process.Pid) is { } now && now.Started == process.Started ? now : null;

    private ProcessRef? ClientOf(LinuxStat process, ProcessSnapshot snapshot)
    {
        foreach (var above in snapshot.LineOf(process.Pid))
        {
            if (_clients.Contains(above.Process))
                return above.Process;
            if (IsOwn(above))
                return null;
        }

        return null;
    }

    private static bool IsOwn(LinuxStat process) =>
        process.Pid == Environment.ProcessId
        || OwnPrograms.Contains(process.Program, StringComparer.Ordinal)
        || (process.Program == "dotnet" && ProcFolder.CommandLine(process.Pid).Skip(1).Take(2).Any(
            word => OwnPrograms.Contains(Path.GetFileNameWithoutExtension(word), StringComparer.Ordinal)
                && word.EndsWith(".dll", StringComparison.Ordinal)));
}
