using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Repositories that are not as most are, and what happens to them meanwhile.</summary>
public sealed class RepositoryKindsTests
{
    [Fact]
    public async Task Without_any_commit_everything_is_watched_and_the_first_commit_ends_it()
    {
        await using var repository = await WatchedRepository.EmptyAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await ada.RunAsync("echo x > first.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "first.txt");
        (await ada.RunAsync("git add first.txt && git commit -qm first")).Succeeded();
        await repository.AgreesWithGitAsync();

        Assert.DoesNotContain(await repository.WorkAsync(), work => work.Path == "first.txt");
    }

    [Fact]
    public async Task One_that_counts_by_sha256_is_watched_and_the_status_says_why_git_is_asked()
    {
        await using var repository = await WatchedRepository.EmptyAsync("--object-format=sha256");
        repository.Main.Write(".gitignore", "out/\n");
        (await repository.Main.CommitAsync(".")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        var watched = (await repository.Main.SidecarAsync("status", "--json")).Json.GetProperty("watcher").GetProperty("worktrees")[0];
        Assert.Contains("cannot open this repository, so git is started instead", watched.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        (await ada.RunAsync("mkdir out; echo x > out/f.txt; echo x > seen.txt; echo y >> .gitignore")).Succeeded();
        await repository.IsWrittenByAsync("ada", "seen.txt", ".gitignore");
        await repository.AgreesWithGitAsync();

        (await ada.RunAsync("git add -A && git commit -qm mine")).Succeeded();
        await repository.AgreesWithGitAsync();
        Assert.Empty(await repository.WorkAsync());
    }

    [Fact]
    public async Task A_submodule_is_a_repository_of_its_own()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;
        (await repository.Main.ShellAsync(
            """
            git add -A && git commit -qm set-up && git init -q ../other && git -C ../other commit -q --allow-empty -m one &&
            git -c protocol.file.allow=always submodule --quiet add ../other inner && git commit -qm inner
            """)).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await ada.RunAsync("echo x > inner/f.txt; git -C inner add f.txt; git -C inner commit -qm two; echo x > outer.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "outer.txt");

        Assert.Equal(["outer.txt"], (await repository.WorkAsync()).Select(work => work.Path));
        Assert.Equal(watcher, await repository.RunningAsync());
    }

    [Theory]
    [InlineData("git worktree remove --force '{0}'")]
    [InlineData("rm -rf '{0}'")]
    public async Task A_worktree_that_is_taken_away_takes_its_work_along(string remove)
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync();
        await using var _ = repository;
        (await repository.Main.CommitAsync(".")).Succeeded();
        var second = await repository.AddWorktreeAsync("second");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main, second);
        (await ada.RunAsync($"echo x > here.txt; echo x > '{second.Folder}/there.txt'")).Succeeded();
        await repository.IsWrittenByAsync("ada", "here.txt", "there.txt");

        (await repository.Main.ShellAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, remove, second.Folder))).Succeeded();
        await Eventually.IsAsync(
            async () => (await repository.WorkAsync()).All(work => work.Path == "here.txt"), "nothing is uncommitted in a worktree that is gone");

        (await ada.RunAsync("echo y >> after.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "here.txt", "after.txt");
        Assert.Equal(watcher, await repository.RunningAsync());
    }

    [Fact]
    public async Task A_worktree_that_comes_is_watched_with_what_is_written_in_it_at_once()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var __ = repository;
        (await repository.Main.CommitAsync(".")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await ada.RunAsync("git worktree add -q ../second && mkdir ../second/new && echo x > ../second/new/f.txt")).Succeeded();
        var second = repository.Main.At("../second") with { Folder = Path.Combine(repository.Top, "second") };
        await repository.WatchesAsync(second);
        await repository.AgreesWithGitAsync(second);
        (await ada.RunAsync("echo x > ../second/new/g.txt")).Succeeded();

        await repository.IsWrittenByAsync("ada", "new/g.txt");
        Assert.DoesNotContain(await repository.WorkAsync(), work => work.Author is not (null or "ada"));
    }

    [Fact]
    public async Task A_lock_that_a_dead_git_left_stops_nobodys_work_from_being_seen()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var __ = repository;
        (await repository.Main.CommitAsync(".")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);

        (await repository.Main.ShellAsync("touch -d '3 minutes ago' .git/index.lock")).Succeeded();
        (await ada.RunAsync("echo x > f.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "f.txt");
        (await repository.Main.ShellAsync("rm .git/index.lock")).Succeeded();
        await repository.AgreesWithGitAsync();
    }
}
