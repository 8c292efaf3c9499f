using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watch;

/// <summary>The watcher has nothing of whoever started it: no parent, no session, no streams, no variables.</summary>
public sealed class DetachmentTests
{
    private const int ParentField = 4;
    private const int GroupField = 5;
    private const int SessionField = 6;

    [Fact]
    public async Task It_has_a_session_of_its_own_and_is_nobodys_child()
    {
        await using var repository = await WatchedRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        var watcher = await repository.WatcherAsync();

        Assert.Equal(watcher, WatchedRepository.StatOf(watcher, SessionField));
        Assert.Equal(watcher, WatchedRepository.StatOf(watcher, GroupField));
        Assert.DoesNotContain(
            WatchedRepository.StatOf(watcher, ParentField), new[] { ada.ServerPid, ada.ClientPid, Environment.ProcessId });
    }

    [Fact]
    public async Task It_survives_the_end_of_everybody_in_the_group_that_started_it()
    {
        await using var repository = await WatchedRepository.CreateAsync();

        var caller = await repository.Main.RunAsync("setsid", "-w", "sh", "-c", $"'{Programs.Command}' init; kill -9 0");
        var watcher = await repository.WatcherAsync();

        Assert.NotEqual(0, caller.ExitCode);
        Assert.True(Signals.IsRunning(watcher));
    }

    [Fact]
    public async Task Its_environment_says_nothing_of_who_started_it()
    {
        var (repository, watcher) = await WatchedRepository.WatchedAsync(desk => desk.As("ada")
            .With("CLAUDECODE", "1").With("CODEX_THREAD_ID", "t-1").With("GIT_AUTHOR_NAME", "Ada").With("SIDECAR_OVERRIDE", "x")
            .With("SOME_SECRET", "s"));
        await using var _ = repository;

        var names = (await File.ReadAllTextAsync($"/proc/{watcher}/environ", CancellationToken.None))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')[0]).ToList();

        Assert.Contains("PATH", names);
        Assert.Contains("HOME", names);
        Assert.All(names, name => Assert.True(
            name is "PATH" or "HOME" or "TMPDIR" or "PWD" or "OLDPWD" or "SHLVL" or "_"
            || name.StartsWith("LC_", StringComparison.Ordinal) || name.StartsWith("DOTNET_", StringComparison.Ordinal), name));
    }

    [Fact]
    public async Task It_keeps_none_of_the_callers_streams_and_no_folder_that_may_go()
    {
        await using var repository = await WatchedRepository.CreateAsync();
        var leaked = repository.Main.PathOf("leaked");
        (await repository.Main.ShellAsync($"exec 7>'{leaked}'; '{Programs.Command}' init")).Succeeded();
        var watcher = await repository.WatcherAsync();

        var open = Directory.GetFiles($"/proc/{watcher}/fd").Select(file => (Path.GetFileName(file), new FileInfo(file).LinkTarget)).ToList();

        Assert.Contains(("0", "/dev/null"), open);
        Assert.Contains(("1", "/dev/null"), open);
        Assert.DoesNotContain(open, entry => entry.LinkTarget == leaked);
        Assert.Equal("/", new FileInfo($"/proc/{watcher}/cwd").LinkTarget);
    }
}
