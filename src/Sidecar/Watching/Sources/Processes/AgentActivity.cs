using Sidecar.Agents;
using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>
/// Which agents were at work lately. Sampled when something happens, never by a timer: call <see cref="Sample"/> with
/// every hint, it looks only now and then.
/// </summary>
internal sealed class AgentActivity(AgentTrees agents, TimeProvider time)
{
    /// <summary>How long before a moment counts as "lately".</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SamplePause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SnapshotAge = TimeSpan.FromMilliseconds(5);

    // A hint is read a moment after what it tells of.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    private const int MaxSamples = 64;

    private readonly Lock _gate = new();
    private readonly List<ActivitySample> _samples = [];
    private long? _sampledAt;

    /// <summary>Looks at the agents' processes, unless that was done a moment ago.</summary>
    public void Sample()
    {
        lock (_gate)
        {
            if (agents.Clients.Count == 0 || (_sampledAt is { } before && time.GetElapsedTime(before) < SamplePause))
                return;

            _sampledAt = time.GetTimestamp();
            if (_samples.Count == MaxSamples)
                _samples.RemoveAt(0);
            _samples.Add(Look());
        }
    }

    /// <summary>
    /// Whether this client, or what it started, was at work in the <see cref="Window"/> before a moment: a process that it
    /// started lately was seen, or they used more processor time than idling takes. Null: cannot tell.
    /// </summary>
    public bool? WasActive(ProcessRef client, DateTimeOffset moment)
    {
        lock (_gate)
            return ActivityRules.WasActive(_samples, client, moment - Window, moment + Lateness);
    }

    /// <summary>
    /// Whether a process that is no agent's, working at or below a root, was at work in the <see cref="Window"/> before a
    /// moment: a sign of a person. Null: cannot tell.
    /// </summary>
    public bool? HadOutsider(string root, DateTimeOffset moment)
    {
        lock (_gate)
            return ActivityRules.HadOutsider(_samples, root, moment - Window, moment + Lateness);
    }

    private ActivitySample Look()
    {
        var snapshot = agents.Look(SnapshotAge);
        var uptimeTicks = ProcFolder.UptimeTicks();
        return new(
            time.GetUtcNow(),
            agents.Members(snapshot).ToDictionary(tree => tree.Key, tree => Activity(tree, tree.Key, uptimeTicks)),
            agents.Outsiders(snapshot)
                .Select(process => (Folder: FolderOf(process), Process: process))
                .Where(outsider => outsider.Folder is not null)
                .GroupBy(outsider => outsider.Folder!, outsider => outsider.Process, StringComparer.Ordinal)
                .ToDictionary(folder => folder.Key, folder => Activity(folder, null, uptimeTicks), StringComparer.Ordinal));
    }

    // An editor with windows is started somewhere and opens files everywhere.
    private static string? FolderOf(LinuxStat process) =>
        PeoplesPrograms.IsEditor(process.Program) ? ActivitySample.Anywhere : ProcFolder.WorkingDirectory(process.Pid);

    private TreeActivity Activity(IEnumerable<LinuxStat> processes, ProcessRef? client, long uptimeTicks) => TreeActivity.Of(
        processes.Select(agents.LookAgain).OfType<LinuxStat>().ToList(),
        process => process.Process != client && ActivityRules.IsAtWork(process, uptimeTicks));
}
