using System.Globalization;
using Sidecar.Agents;

namespace Sidecar.Watch;

/// <summary>How the watcher stands, in the words that screens and texts for agents share.</summary>
public static class WatcherWords
{
    /// <summary>One line that follows "Watcher: ".</summary>
    public static string Summary(WatcherReport report) => report switch
    {
        { Running: Liveness.Alive } => $"running since {Clock(report.Since!.Value)} ({Extent(report)})",
        { Running: Liveness.Unknown } =>
            $"cannot tell whether it runs: its process {report.Process!.Value.Pid} is on another host or in another container",
        { Problem: { } problem } => $"cannot be started: {problem.Why}",
        { IsStarting: true } => "starting",
        { WhyNotStarted: { } why } => $"not running ({why})",
        _ => "not running",
    };

    /// <summary>What to do about it; null where there is nothing to do.</summary>
    public static string? Next(WatcherReport report) => report switch
    {
        { Running: not Liveness.Dead } or { IsStarting: true } => null,
        { Problem: { } problem } => problem.Next,
        _ => "sidecar watch",
    };

    /// <summary>Whether writes are known to be seen, or seen but later.</summary>
    public static bool IsWatching(WatcherReport report) => report is { Running: Liveness.Alive, Worktrees.Count: > 0 };

    /// <summary>How far an answer about who writes what can be trusted, without a full stop.</summary>
    public static string Freshness(WatcherReport report) => report switch
    {
        { Running: Liveness.Unknown } => "cannot tell whether anybody watches: writes without a claim may not be seen",
        { Running: Liveness.Alive, Worktrees.Count: 0 } or { IsStarting: true } => "the watcher has just begun: writes without a claim may not be seen",
        { Running: Liveness.Dead } => "nobody watches: writes without a claim are not seen",
        _ when Troubles(report).FirstOrDefault() is { } trouble => $"the watcher does not see everything: {trouble}",
        _ => $"the watcher sees every write{Scanned(report)}",
    };

    /// <summary>A line for each worktree in which not everything is seen.</summary>
    public static IEnumerable<string> Troubles(WatcherReport report) => report.Worktrees
        .Where(watched => watched.Stage is not WatchStage.Ready)
        .Select(watched => $"{watched.Worktree}: {Standing(watched, report.At)}");

    private static string Scanned(WatcherReport report) => report.Worktrees.Min(watched => watched.ScannedAt) is { } scanned
        ? $", and looked at everything {Duration.Approximate(report.At - scanned)} ago"
        : "";

    private static string Standing(WatchedWorktree watched, DateTimeOffset now)
    {
        var behind = watched is { Stage: WatchStage.Behind, BehindSince: { } since } ? $" by {Duration.Approximate(now - since)}" : "";
        var detail = watched.Detail.Length == 0 ? "" : $": {Printable.OneLine(watched.Detail)}";
        return Words.Of(watched.Stage) + behind + detail;
    }

    private static string Extent(WatcherReport report) =>
        $"{report.Source}, {Words.Count(report.Worktrees.Count, "worktree")}, "
        + Words.Count(report.Worktrees.Sum(watched => watched.Directories), "folder");

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
