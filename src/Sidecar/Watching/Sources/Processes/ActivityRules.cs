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

    // Servers of a client run as long as it does, and those that just started are at rest soon; a command is young when it
    // writes, or it works.
    private const long YoungTicks = 5_000 / MillisecondsPerTick;

    /// <summary>Whether a process that a client started is more than one that waits in the background.</summary>
    public static bool IsAtWork(LinuxStat process, long uptimeTicks) =>
        process.State is 'R' or 'D' || (!process.IsOver && uptimeTicks - process.Started < YoungTicks);

    /// <summary>Whether an agent was at work: true and false where the samples prove it, otherwise null.</summary>
    public static bool? WasActive(
        IReadOnlyList<ActivitySample> samples, ProcessRef client, DateTimeOffset from, DateTimeOffset until) => WereActive(
        [.. samples.Where(sample => sample.Trees.ContainsKey(client)).Select(sample => (sample.At, sample.Trees[client]))], from, until);

    /// <summary>
    /// Whether somebody who is no agent was at work at or below a folder: as <see cref="WasActive"/>. An idle shell or editor
    /// is there and writes nothing.
    /// </summary>
    public static bool? HadOutsider(IReadOnlyList<ActivitySample> samples, string root, DateTimeOffset from, DateTimeOffset until) =>
        WereActive([.. samples.Select(sample => (sample.At, In(root, sample.Outsiders)))], from, until);

    private static bool? WereActive(List<(DateTimeOffset At, TreeActivity Done)> samples, DateTimeOffset from, DateTimeOffset until)
    {
        var known = samples.Where(sample => sample.At <= until).ToList();
        var lately = known.Where(sample => sample.At >= from).Select(sample => sample.Done).ToList();
        if (lately.Count == 0)
            return null;
        if (lately.Exists(done => done.HasWorker) || !IsIdle(lately[0], lately[^1]))
            return true;

        // Idle since long ago is idle lately; work since then may lie in between.
        var before = known.FindLast(sample => sample.At < from);
        return before != default && IsIdle(before.Done, lately[^1]) ? false : null;
    }

    private static bool IsIdle(TreeActivity first, TreeActivity last) =>
        last.WorkTicks - first.WorkTicks <= IdleTicks && first.Started == last.Started;

    private static TreeActivity In(string root, IReadOnlyDictionary<string, TreeActivity> outsiders) => outsiders
        .Where(folder => folder.Key is ActivitySample.Anywhere || folder.Key == root || folder.Key.StartsWith(root + "/", StringComparison.Ordinal))
        .Select(folder => folder.Value)
        .Aggregate(default(TreeActivity), (sum, one) => new(
            sum.WorkTicks + one.WorkTicks, sum.HasWorker || one.HasWorker, unchecked(sum.Started + one.Started)));
}
