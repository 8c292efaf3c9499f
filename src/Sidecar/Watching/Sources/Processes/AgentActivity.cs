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
    private static readonly TimeSpan OutsiderAge = TimeSpan.FromSeconds(1);

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
    /// Whether a process that is no agent's has its working directory at or below a root: a sign of a person, idle shells
    /// included. True where processes cannot be looked at, because nobody can be ruled out then.
    /// </summary>
    public bool HasOutsider(string root)
    {
        var snapshot = agents.Look(OutsiderAge);
        if (snapshot.Find(Environment.ProcessId) is null)
            return true;

        return agents.Outsiders(snapshot).Any(process => ProcFolder.WorkingDirectory(process.Pid) is { } folder
            && (folder == root || folder.StartsWith(root + "/", StringComparison.Ordinal)));
    }

    private ActivitySample Look()
    {
        var now = time.GetUtcNow();
        var members = agents.Members(agents.Look(SnapshotAge));
        var uptimeTicks = ProcFolder.UptimeTicks();
        return new(now, members.ToDictionary(tree => tree.Key, tree => Activity(tree, uptimeTicks)));
    }

    private TreeActivity Activity(IGrouping<ProcessRef, LinuxStat> tree, long uptimeTicks)
    {
        var processes = tree.Select(agents.LookAgain).OfType<LinuxStat>().ToList();
        return new(
            processes.Sum(process => process.WorkTicks),
            processes.Any(process => process.Process != tree.Key && ActivityRules.IsAtWork(process, uptimeTicks)));
    }
}
