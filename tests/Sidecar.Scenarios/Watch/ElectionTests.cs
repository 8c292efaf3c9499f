using System.Diagnostics;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watch;

/// <summary>One watcher per repository, whoever starts it and however the last one ended.</summary>
public sealed class ElectionTests
{
    [Fact]
    public async Task Of_twenty_watchers_that_are_started_at_once_one_stays()
    {
        await using var repository = await WatchedRepository.CreateAsync();
        var started = Enumerable.Range(0, 20)
            .Select(_ => Process.Start(repository.Main.StartInfo(Programs.Command, "watch", "--background"))!).ToList();

        await Eventually.IsAsync(() => started.Count(process => !process.HasExited) == 1, "one is left");
        var winner = Assert.Single(started, process => !process.HasExited);

        Assert.Equal(winner.Id, await repository.WatcherAsync());
        Assert.Single(repository.Logged("began to watch"));
        Assert.All(started.Except([winner]), loser => Assert.Equal(0, loser.ExitCode));
        (await repository.Main.SidecarAsync("stop")).Succeeded();
        await winner.WaitForExitAsync(CancellationToken.None);
        started.ForEach(process => process.Dispose());
    }

    [Fact]
    public async Task Ten_that_need_a_watcher_at_once_start_one()
    {
        await using var repository = await WatchedRepository.CreateAsync();

        var inits = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => repository.Main.SidecarAsync("init")));

        Assert.All(inits, init => init.Succeeded());
        await repository.WatcherAsync();
        Assert.Single(repository.Logged("began to watch"));
    }

    [Fact]
    public async Task A_watcher_that_was_killed_is_replaced_by_the_next_who_needs_one()
    {
        var (repository, first) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        Signals.Kill(first);
        await Eventually.IsAsync(() => !Signals.IsRunning(first), "the killed one is gone");
        var second = await repository.WatcherAsync(butNot: first);

        Assert.True(Signals.IsRunning(second));
        Assert.Equal(2, repository.Logged("began to watch").Count);
    }

    [Fact]
    public async Task An_agent_that_comes_brings_a_watcher_along()
    {
        await using var repository = await WatchedRepository.CreateAsync();

        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await Eventually.IsAsync(() => repository.Logged("began to watch").Count == 1, "it watches");

        Assert.Contains("Watcher: running since ", (await ada.CallAsync("status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_repositories_have_two_watchers()
    {
        var (one, first) = await WatchedRepository.WatchedAsync();
        await using var _ = one;
        var (other, second) = await WatchedRepository.WatchedAsync();
        await using var __ = other;

        (await one.Main.SidecarAsync("stop")).Succeeded().Says($"process {first}");

        Assert.NotEqual(first, second);
        Assert.Null(await one.RunningAsync());
        Assert.Equal(second, await other.RunningAsync());
    }

    [Fact]
    public async Task A_second_one_in_the_foreground_says_who_watches()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;

        (await repository.Main.SidecarAsync("watch")).Ended(1)
            .Says($"This repository is already watched by process {watcher}.").Says("next: sidecar stop");
    }
}
