using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>How what somebody wrote is shared, let go, handed on, and left behind.</summary>
public sealed class ObservedClaimTests : IAsyncLifetime
{
    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;

    public async Task InitializeAsync()
    {
        (_repository, _) = await WatchedRepository.WatchedAsync();
        (await _repository.Main.CommitAsync(".")).Succeeded();
        _ada = await AgentProcess.StartAsync(_repository.Main, "ada");
        await _repository.WatchesAsync(_repository.Main);
    }

    [Fact]
    public async Task Two_that_write_one_path_in_two_worktrees_are_told_and_both_may_commit()
    {
        var second = await _repository.AddWorktreeAsync("second");
        await using var bob = await AgentProcess.StartAsync(second, "bob");
        await _repository.WatchesAsync(second);

        (await _ada.RunAsync("echo ada >> a.txt")).Succeeded();
        await _repository.IsWrittenByAsync("ada", "a.txt");
        (await bob.RunAsync("echo bob >> a.txt")).Succeeded();
        await _repository.IsWrittenByAsync("bob", "a.txt");

        Assert.Contains("You and bob are both changing a.txt", (await _ada.CallAsync("whoami")).Text, StringComparison.Ordinal);
        Assert.Contains("You and ada are both changing a.txt", (await bob.CallAsync("whoami")).Text, StringComparison.Ordinal);
        (await _ada.RunAsync("git commit -qam ada")).Succeeded();
        (await bob.RunAsync("git commit -qam bob")).Succeeded();
        await _repository.AgreesWithGitAsync();
        await _repository.AgreesWithGitAsync(second);
    }

    [Fact]
    public async Task What_was_released_bars_nobody()
    {
        await using var bob = await AgentProcess.StartAsync(_repository.Main, "bob");
        await WriteAsync("f.txt");
        (await bob.RunAsync("git add f.txt && git commit -qm mine")).Ended(1).Says("ada (stand-in, alive) wrote it");

        await _ada.ReleaseAsync("f.txt");

        (await bob.RunAsync("git commit -qm mine")).Succeeded();
        await _repository.AgreesWithGitAsync();
    }

    [Fact]
    public async Task What_was_handed_over_is_the_heirs()
    {
        await using var bob = await AgentProcess.StartAsync(_repository.Main, "bob");
        await WriteAsync("f.txt");

        await _ada.CallAsync("release", """{"paths":["f.txt"],"to":"bob"}""");

        Assert.Equal([("f.txt", "bob")], (await _repository.WorkAsync()).Select(work => (work.Path, work.Author)));
        (await _ada.RunAsync("git add f.txt && git commit -qm mine")).Ended(1).Says("bob (stand-in, alive) wrote it");
        (await bob.RunAsync("git commit -qm mine")).Succeeded();
    }

    [Fact]
    public async Task What_a_killed_agent_left_is_shown_as_orphaned_and_is_committed_with_a_warning()
    {
        await using var bob = await AgentProcess.StartAsync(_repository.Main, "bob");
        await WriteAsync("f.txt");

        _ada.KillClient();
        await Eventually.IsAsync(
            async () => (await _repository.Main.SidecarAsync("status")).Output.Contains("ORPHANED", StringComparison.Ordinal), "it is orphaned");

        (await bob.RunAsync("git add f.txt && git commit -qm found")).Succeeded().Says("f.txt").Says("ada");
        await _repository.AgreesWithGitAsync();
        Assert.Empty(await _repository.WorkAsync());
    }

    public async Task DisposeAsync()
    {
        await _ada.DisposeAsync();
        await _repository.DisposeAsync();
    }

    private async Task WriteAsync(string file)
    {
        (await _ada.RunAsync($"echo x >> {file}")).Succeeded();
        await _repository.IsWrittenByAsync("ada", file);
    }
}
