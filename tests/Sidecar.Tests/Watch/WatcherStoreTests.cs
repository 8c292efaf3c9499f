using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Watch;

namespace Sidecar.Tests.Watch;

public sealed class WatcherStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    private WatcherStore Watcher => _crowd.State.Watcher;

    [Fact]
    public void Where_nobody_ever_watched_nobody_does()
    {
        var report = Watcher.Read();

        Assert.Equal(Liveness.Dead, report.Running);
        Assert.Null(report.Process);
        Assert.Equal("not running", WatcherWords.Summary(report));
    }

    [Fact]
    public void A_watcher_is_told_with_what_it_watches()
    {
        Watcher.Begin("inotify");
        Watcher.SetWorktree(new WatchedWorktree("/repository", WatchStage.Ready, Directories: 200));
        Watcher.SetWorktree(new WatchedWorktree("/second", WatchStage.Behind, "busy", 30) { BehindSince = _crowd.Time.GetUtcNow() });
        _crowd.Time.Advance(TimeSpan.FromSeconds(7));

        var report = Watcher.Read();

        Assert.Equal(Liveness.Alive, report.Running);
        Assert.Equal("running since 12:00 UTC (inotify, 2 worktrees, 230 folders)", WatcherWords.Summary(report));
        Assert.Equal(["/second: behind by 7 s: busy"], WatcherWords.Troubles(report));
    }

    [Fact]
    public void A_watcher_whose_process_is_gone_watches_nothing()
    {
        Watcher.Begin("inotify");
        Watcher.SetWorktree(new WatchedWorktree("/repository", WatchStage.Ready));

        _crowd.Processes.Kill(_crowd.State.Self);

        Assert.Equal(Liveness.Dead, Watcher.Read().Running);
        Assert.Empty(Watcher.Read().Worktrees);
    }

    [Fact]
    public void A_process_that_cannot_be_looked_at_is_not_taken_for_dead()
    {
        Watcher.Begin("inotify");

        _crowd.Processes.Hide(_crowd.State.Self);

        Assert.Equal(Liveness.Unknown, Watcher.Read().Running);
        Assert.StartsWith("cannot tell whether it runs", WatcherWords.Summary(Watcher.Read()), StringComparison.Ordinal);
        Assert.Null(WatcherWords.Next(Watcher.Read()));
    }

    [Fact]
    public void A_watcher_of_another_host_is_not_taken_for_dead()
    {
        Watcher.Begin("inotify");
        _crowd.Processes.Host = "another-host";
        using var there = _crowd.Open();

        Assert.Equal(Liveness.Unknown, there.Watcher.Read().Running);
    }

    [Fact]
    public void One_that_ended_says_why()
    {
        Watcher.Begin("inotify");
        Watcher.SetWorktree(new WatchedWorktree("/repository", WatchStage.Ready));

        Watcher.End("no agent was here for 10m");

        Assert.Equal(Liveness.Dead, Watcher.Read().Running);
        Assert.Equal("no agent was here for 10m", Watcher.Read().StoppedWhy);
        Assert.Empty(Watcher.Read().Worktrees);
    }

    [Fact]
    public void What_an_earlier_one_told_is_gone_with_the_next()
    {
        Watcher.Begin("inotify");
        Watcher.SetWorktree(new WatchedWorktree("/old", WatchStage.Ready));

        Watcher.Begin("fanotify");

        Assert.Empty(Watcher.Read().Worktrees);
        Assert.Equal("fanotify", Watcher.Read().Source);
    }

    [Fact]
    public void What_is_known_is_not_written_again()
    {
        Watcher.Begin("inotify");
        var watched = new WatchedWorktree("/repository", WatchStage.Ready, Directories: 3) { ScannedAt = _crowd.Time.GetUtcNow().AddTicks(7), Head = "abc" };

        Assert.True(Watcher.SetWorktree(watched));
        Assert.False(Watcher.SetWorktree(watched));
        Assert.True(Watcher.SetWorktree(watched with { Stage = WatchStage.Rescanning }));
        Assert.True(Watcher.Remove("/repository"));
        Assert.False(Watcher.Remove("/repository"));
    }

    [Fact]
    public void Every_stage_comes_back_as_it_was_told()
    {
        foreach (var stage in Enum.GetValues<WatchStage>())
        {
            Watcher.Begin("inotify");
            Watcher.SetWorktree(new WatchedWorktree("/repository", stage));
            Assert.Equal(stage, Watcher.Read().Worktrees.Single().Stage);
        }
    }

    public void Dispose() => _crowd.Dispose();
}
