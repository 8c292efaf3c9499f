using Sidecar.Agents;
using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>Whether an agent was at work, from samples. Pure.</summary>
internal static class ActivityRules
{
    /// <summary>A clock tick of Linux, as programs see it.</summary>
    public const int MillisecondsPerTick = 10;

    // A client that waits for its model redraws a line now and then.
    private const int IdleTicks = 20 / MillisecondsPerTick;

    // Servers of a client run as long as it does; a command is young when it writes, or it works.
    private const long YoungTicks = 120_000 / MillisecondsPerTick;

    /// <summary>Whether a process that a client started is more than one that waits in the background.</summary>
    public static bool IsAtWork(LinuxStat process, long uptimeTicks) =>
        process.State is 'R' or 'D' || (!process.IsOver && uptimeTicks - process.Started < YoungTicks);

    /// <summary>True and false where the samples prove it, otherwise null.</summary>
    public static bool? WasActive(
        IReadOnlyList<ActivitySample> samples, ProcessRef client, DateTimeOffset from, DateTimeOffset until)
    {
        var known = samples.Where(sample => sample.At <= until && sample.Trees.ContainsKey(client)).ToList();
        var lately = known.Where(sample => sample.At >= from).Select(sample => sample.Trees[client]).ToList();
        if (lately.Count == 0)
            return null;
        if (lately.Exists(tree => tree.HasWorker) || Work(lately[0], lately[^1]) > IdleTicks)
            return true;

        // Little work since long ago is little work lately; much work since then may lie in between.
        var before = known.FindLast(sample => sample.At < from);
        return before is not null && Work(before.Trees[client], lately[^1]) <= IdleTicks ? false : null;
    }

    private static long Work(TreeActivity first, TreeActivity last) => last.WorkTicks - first.WorkTicks;
}
