using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>What some processes had done at a moment.</summary>
/// <param name="WorkTicks">Their processor time since they started, in clock ticks.</param>
/// <param name="HasWorker">Whether one that was started lately, or runs, is among them.</param>
/// <param name="Started">Another number as soon as one began or ended, or an ended child was collected. Only compared.</param>
internal readonly record struct TreeActivity(long WorkTicks, bool HasWorker, long Started = 0)
{
    /// <summary>Adds up processes.</summary>
    /// <param name="processes">All of them, as they are now.</param>
    /// <param name="isAtWork">Whether one of them shows by itself that somebody is at work.</param>
    public static TreeActivity Of(IReadOnlyCollection<LinuxStat> processes, Func<LinuxStat, bool> isAtWork) => new(
        processes.Sum(process => process.WorkTicks),
        processes.Any(isAtWork),
        processes.Aggregate(0L, (sum, process) => unchecked(sum + ((process.Pid * 7919L) ^ process.Started) + (process.ChildFaults << 20))));
}
