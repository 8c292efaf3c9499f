using Sidecar.Agents;
using Sidecar.Watch;

namespace Sidecar.Tests.Watch;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private static readonly WatcherReport Nobody = new() { At = Now, Running = Liveness.Dead };

    private static readonly WatcherReport Running = Nobody with { Running = Liveness.Alive, Since = Now, Process = new ProcessRef(1, 1) };

    private static readonly WatchedWorktree Ready = new("/one", WatchStage.Ready) { ScannedAt = Now.AddMinutes(-3) };

    [Fact]
    public void Every_way_in_which_something_may_be_unseen_is_said() => Assert.Equal(
        [
            "nobody watches: writes without a claim are not seen",
            "the watcher has just begun: writes without a claim may not be seen",
            "the watcher has just begun: writes without a claim may not be seen",
            "cannot tell whether anybody watches: writes without a claim may not be seen",
            "the watcher sees every write, and looked at everything 3 min ago",
            "the watcher does not see everything: /two: rescanning",
            "the watcher does not see everything: /two: behind by 2 min",
        ],
        new[]
        {
            Nobody,
            Nobody with { Attempt = new StartAttempt(Now) },
            Running,
            Running with { Running = Liveness.Unknown },
            Running with { Worktrees = [Ready, Ready with { Worktree = "/two", ScannedAt = Now }] },
            Running with { Worktrees = [Ready, new("/two", WatchStage.Rescanning)] },
            Running with { Worktrees = [Ready, new("/two", WatchStage.Behind) { BehindSince = Now.AddMinutes(-2) }] },
        }.Select(WatcherWords.Freshness));

    [Fact]
    public void Only_a_watcher_that_has_begun_counts_as_watching()
    {
        Assert.False(WatcherWords.IsWatching(Nobody));
        Assert.False(WatcherWords.IsWatching(Running));
        Assert.False(WatcherWords.IsWatching(Running with { Running = Liveness.Unknown, Worktrees = [Ready] }));
        Assert.True(WatcherWords.IsWatching(Running with { Worktrees = [Ready] }));
    }
}
