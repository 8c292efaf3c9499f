using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Many writes at once: each is seen, and none is given to the wrong one.</summary>
[Collection(HeavyCollection.Name)]
public sealed class ManyWritesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task Of_a_thousand_writes_by_shells_in_two_worktrees_each_is_the_right_agents(string source)
    {
        var (repository, _) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var __ = repository;
        var (one, other) = (await repository.AddWorktreeAsync("one"), await repository.AddWorktreeAsync("other"));
        await using var ada = await AgentProcess.StartAsync(one, "ada");
        await using var bob = await AgentProcess.StartAsync(other, "bob");
        await repository.WatchesAsync(one, other);

        await Task.WhenAll(WriteAsync(ada), WriteAsync(bob));
        await repository.AgreesWithGitAsync(one);
        await repository.AgreesWithGitAsync(other);

        var work = (await repository.WorkAsync()).Where(piece => piece.Worktree != repository.Main.Folder).ToList();
        Assert.Equal(1000, work.Count);
        Assert.DoesNotContain(work, piece => piece.Author != Path.GetFileName(Path.GetDirectoryName(piece.Path)));
        Assert.DoesNotContain(work, piece => piece.Worktree != (piece.Author == "ada" ? one.Folder : other.Folder));
        Assert.All(work, piece => Assert.True(piece.Evidence is "process" or "worktree", $"{piece}"));

        static async Task WriteAsync(AgentProcess agent) => (await agent.RunAsync(
            $"mkdir -p out/{agent.Name}; i=0; while [ $i -lt 500 ]; do i=$((i+1)); sh -c 'echo x >> \"$1\"' sh out/{agent.Name}/$i.txt; done")).Succeeded();
    }

    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    [InlineData("filesystemwatcher")]
    public async Task Files_in_directories_made_a_moment_ago_are_all_seen(string source)
    {
        var (repository, _) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var __ = repository;
        await repository.WatchesAsync(repository.Main);

        (await repository.Main.ShellAsync(
            """
            i=0; while [ $i -lt 500 ]; do i=$((i+1)); mkdir d$i; echo x > d$i/f; done
            i=0; while [ $i -lt 500 ]; do i=$((i+1)); mkdir -p m$i/b/c; echo x > m$i/b/c/f; done
            """)).Succeeded();

        await repository.AgreesWithGitAsync();
        var work = await repository.WorkAsync();
        Assert.Equal(1000, work.Count(piece => piece.Path.EndsWith("/f", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task A_switch_of_a_branch_with_thousands_of_files_is_one_operation_and_nobodys_edit(string source)
    {
        var (repository, _) = await WatchedRepository.WatchedAsync(desk => desk.With("SIDECAR_EVENTS", source));
        await using var __ = repository;
        (await repository.Main.ShellAsync(
            """
            git add -A && git commit -qm set-up && git switch -q -c many &&
            for d in $(seq 50); do mkdir t$d && for f in $(seq 100); do echo $d/$f > t$d/$f; done; done &&
            git add -A && git commit -qm many && git switch -q main
            """)).Succeeded();
        await repository.AgreesWithGitAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.WatchesAsync(repository.Main);
        var before = await repository.TouchesAsync();
        var operations = (await repository.OperationsAsync()).Count;

        (await ada.RunAsync("git switch -q many")).Succeeded();
        (string? Who, string Command, int? Files) last = default;
        await Eventually.IsAsync(
            async () => (last = (await repository.OperationsAsync())[0]) is { Files: >= 5000 }, () => $"5,000 files are counted, not {last}");
        await repository.AgreesWithGitAsync();

        Assert.Equal(("ada", "switch -q many", 5000), last);
        Assert.Equal(operations + 1, (await repository.OperationsAsync()).Count);
        Assert.Equal(before, await repository.TouchesAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("inotify")]
    public async Task A_storm_of_events_over_a_slow_git_loses_nothing(string source)
    {
        await using var repository = await WatchedRepository.CreateAsync();
        repository.Main.Write("../slow/git", $"#!/bin/sh\nsleep 0.3\nPATH='{Environment.GetEnvironmentVariable("PATH")}'\nexec git \"$@\"\n");
        File.SetUnixFileMode(repository.Main.PathOf("../slow/git"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var slow = repository.Main.With("SIDECAR_EVENTS", source)
            .With("PATH", $"{Path.GetFullPath(repository.Main.PathOf("../slow"))}:{Environment.GetEnvironmentVariable("PATH")}");
        (await slow.SidecarAsync("init")).Succeeded();
        await repository.WatchesAsync(repository.Main);

        // Each turn truncates, writes and closes 5,000 files: 15,000 events.
        (await repository.Main.ShellAsync(
            "for i in 1 2 3 4; do for d in $(seq 50); do mkdir -p s$d; for f in $(seq 100); do echo $i > s$d/$f; done; done; done")).Succeeded();

        await repository.AgreesWithGitAsync();
    }
}
