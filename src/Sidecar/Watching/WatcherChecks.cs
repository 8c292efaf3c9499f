using System.Globalization;
using Sidecar.Agents;
using Sidecar.Setup;
using Sidecar.Watch;

namespace Sidecar.Watching;

/// <summary>What <c>sidecar doctor</c> looks at of the watcher. Changes nothing.</summary>
internal static class WatcherChecks
{
    private const string Inotify = "/proc/sys/fs/inotify";

    // Fewer than a middling repository has folders.
    private const int FewWatches = 8192;

    public static IEnumerable<Check> Examine(WatcherReport report, int liveAgents, string stateFolder)
    {
        var log = LogFolder.Log(stateFolder);
        yield return Standing(report, liveAgents, File.Exists(log) ? $" Its log is {log}." : "");
        if (Limits() is { } limits)
            yield return Judge(limits.Watches, limits.Instances, report.Worktrees.Sum(watched => watched.Directories));
    }

    /// <summary>How the watcher stands. Nobody misses it where no agent is.</summary>
    internal static Check Standing(WatcherReport report, int liveAgents, string log)
    {
        var says = $"The watcher: {WatcherWords.Summary(report).TrimEnd('.')}.{log}";
        if (WatcherWords.Troubles(report).ToList() is { Count: > 0 } troubles)
            return new Check("watcher", CheckResult.Warning, $"{says} {string.Join(" ", troubles)}");

        return report switch
        {
            { Running: Liveness.Alive } or { IsStarting: true } => Check.Ok("watcher", says),
            { Running: Liveness.Unknown } => new Check("watcher", CheckResult.Warning, says, "look on the host where it was started"),
            { Problem: { } problem } => Check.Failed("watcher", says, problem.Next),
            _ when liveAgents > 0 => new Check("watcher", CheckResult.Warning, says, "sidecar watch"),
            { WhyNotStarted: not null } => Check.Ok("watcher", says),
            _ => Check.Ok("watcher", $"{says} It starts with the first agent."),
        };
    }

    /// <summary>Whether the system lets a user watch enough folders.</summary>
    internal static Check Judge(long watches, long instances, int used)
    {
        var says = $"A user may watch {watches} folders by {instances} inotify instances; {used} are used here.";
        return watches < FewWatches || used > watches / 5 * 4
            ? new Check("inotify", CheckResult.Warning, says, "sysctl fs.inotify.max_user_watches=524288")
            : Check.Ok("inotify", says);
    }

    // Null where the system has no inotify, or does not tell.
    private static (long Watches, long Instances)? Limits() =>
        Number("max_user_watches") is { } watches && Number("max_user_instances") is { } instances ? (watches, instances) : null;

    private static long? Number(string name)
    {
        try
        {
            return long.TryParse(
                File.ReadAllText(Path.Combine(Inotify, name)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
