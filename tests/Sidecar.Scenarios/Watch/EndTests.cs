using System.Diagnostics;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watch;

/// <summary>The watcher ends by itself, or when it is asked, and leaves nothing behind.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task It_ends_a_while_after_the_last_agent()
    {
        await using var repository = await WatchedRepository.CreateAsync();
        // Nobody else's watcher may be faster than this one.
        (await repository.Main.GitAsync("config", "sidecar.autoWatch", "false")).Succeeded();
        var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        using var watcher = Process.Start(repository.Main.StartInfo(Programs.Command, "watch", "--background", "--linger", "1s"))!;
        Assert.Equal(watcher.Id, await repository.WatcherAsync());
        await ada.DisposeAsync();

        await Eventually.IsAsync(() => watcher.HasExited, "it ended");

        Assert.Equal(0, watcher.ExitCode);
        Assert.Single(repository.Logged("no agent was here for 1s"));
        Assert.Null(await repository.RunningAsync());
    }

    [Fact]
    public async Task It_ends_when_the_repository_is_deleted_and_does_not_bring_it_back()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;

        Directory.Delete(repository.Main.Folder, recursive: true);
        await Eventually.IsAsync(() => !Signals.IsRunning(watcher), "it ended");

        Assert.False(Path.Exists(repository.Main.Folder));
    }

    [Fact]
    public async Task Uninstall_ends_it_and_purges_its_files()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;

        (await repository.Main.SidecarAsync("uninstall", "--purge")).Succeeded();

        Assert.False(Signals.IsRunning(watcher));
        Assert.False(Path.Exists(repository.Main.PathOf(".git/sidecar")));
    }

    [Fact]
    public async Task Stop_says_what_it_did_and_is_done_where_nothing_runs()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;

        (await repository.Main.SidecarAsync("stop")).Succeeded().Says($"The watcher, process {watcher}, has ended.");
        Assert.False(Signals.IsRunning(watcher));
        Assert.Single(repository.Logged("it was told to end"));

        var again = (await repository.Main.SidecarAsync("stop", "--json")).Succeeded().Json;
        Assert.False(again.GetProperty("stopped").GetBoolean());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_it_in_good_order(string signal)
    {
        await using var repository = await WatchedRepository.CreateAsync();
        using var watcher = Process.Start(repository.Main.StartInfo(Programs.Command, "watch"))!;
        await repository.WatcherAsync();

        (await repository.Main.RunAsync("kill", "-s", signal, $"{watcher.Id}")).Succeeded();
        await Eventually.IsAsync(() => watcher.HasExited, $"{signal} ended it");

        Assert.Equal(0, watcher.ExitCode);
        Assert.EndsWith("it was told to end\n", await watcher.StandardOutput.ReadToEndAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await repository.RunningAsync());
    }

    [Fact]
    public async Task Worktrees_that_come_and_go_are_followed()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var __ = repository;
        await Eventually.IsAsync(async () => (await WatchedAsync(repository)).Count == 1, "the main one is watched");

        var second = await repository.AddWorktreeAsync("second");
        await Eventually.IsAsync(async () => (await WatchedAsync(repository)).Contains(second.Folder), "the second one is watched");
        (await repository.Main.GitAsync("worktree", "remove", second.Folder)).Succeeded();
        await Eventually.IsAsync(async () => (await WatchedAsync(repository)).Count == 1, "the second one is forgotten");

        Assert.Equal([repository.Main.Folder], await WatchedAsync(repository));
    }

    private static async Task<IReadOnlyList<string>> WatchedAsync(WatchedRepository repository) =>
        [.. (await repository.Main.SidecarAsync("status", "--json")).Succeeded().Json.GetProperty("watcher").GetProperty("worktrees")
            .EnumerateArray().Select(watched => watched.GetProperty("worktree").GetString()!)];
}
