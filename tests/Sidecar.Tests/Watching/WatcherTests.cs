using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

/// <summary>The life of the watcher on a clock of the test's, with watches that a test lets fail.</summary>
public sealed class WatcherTests : IAsyncDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly ManualTime _time = new();
    private readonly FakeProcesses _processes = new();
    private readonly SidecarState _state;
    private readonly FakeWatches _watches;
    private readonly CancellationTokenSource _over = new();
    private Task<string>? _life;

    public WatcherTests()
    {
        _repository.Commit("README.md");
        SidecarDatabase.Create(_repository.Folders.DefaultStateFolder);
        LogFolder.Create(_repository.Folders.DefaultStateFolder);
        _state = new SidecarState(_repository.Folders.DefaultStateFolder, _processes, _time, SidecarState.Patience);
        _watches = new FakeWatches(_state.Watcher);
    }

    private string Main => _repository.Folders.Worktree;

    private string Log => File.Exists(LogFolder.Log(_state.Database.Folder)) ? File.ReadAllText(LogFolder.Log(_state.Database.Folder)) : "";

    [Fact]
    public async Task Each_worktree_has_a_watch_for_as_long_as_it_is_there()
    {
        Begin();
        await UntilAsync(() => _watches.Running.ContainsKey(Main));

        var second = Path.Combine(_repository.Folder, "second");
        _repository.Git("worktree", "add", "-q", second);
        await PassTimeUntilAsync(() => _watches.Running.ContainsKey(second));
        _repository.Git("worktree", "remove", second);
        await PassTimeUntilAsync(() => _watches.Running.Count == 1);

        await UntilAsync(() => _state.Watcher.Read().Worktrees is [{ Stage: WatchStage.Ready } only] && only.Worktree == Main);
    }

    [Fact]
    public async Task A_worktree_whose_folder_was_deleted_by_hand_is_forgotten()
    {
        var second = Path.Combine(_repository.Folder, "second");
        _repository.Git("worktree", "add", "-q", second);
        Begin();
        await UntilAsync(() => _watches.Running.Count == 2);

        Directory.Delete(second, recursive: true);

        await PassTimeUntilAsync(() => _watches.Running.Count == 1);
    }

    [Fact]
    public async Task A_watch_that_failed_is_opened_again_after_pauses_that_grow()
    {
        _watches.FailNext(new InvalidOperationException("no more handles"));
        _watches.FailNext(null);
        Begin();

        await UntilAsync(() => Trouble() is not null);
        Assert.Equal(
            $"{Main}: degraded: its watching failed and is begun anew in 1 s: InvalidOperationException: no more handles", Trouble());
        await PassTimeUntilAsync(() => Trouble()?.EndsWith("begun anew in 2 s: it ended by itself", StringComparison.Ordinal) == true);
        await PassTimeUntilAsync(() => _watches.Running.ContainsKey(Main));

        Assert.Equal(3, _watches.Opened.Count);
        Assert.Null(Trouble());
        Assert.Contains("InvalidOperationException: no more handles", Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stays_while_an_agent_is_here_and_ends_a_while_after()
    {
        var agent = _processes.Start();
        _state.Agents.Register(new Registration { Client = "test", Worktree = Main, ClientProcess = agent, LauncherProcess = agent });
        Begin(linger: TimeSpan.FromMinutes(10));
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.False(_life!.IsCompleted);

        _processes.Kill(agent);
        await PassAsync(TimeSpan.FromMinutes(9));
        Assert.False(_life.IsCompleted);
        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("no agent was here for 10m", await _life);
        Assert.Equal("no agent was here for 10m", _state.Watcher.Read().StoppedWhy);
        Assert.Empty(_watches.Running);
    }

    [Fact]
    public async Task It_ends_once_its_state_was_replaced_and_writes_nothing_into_the_new_one()
    {
        Begin();
        await UntilAsync(() => _watches.Running.ContainsKey(Main));
        var folder = _state.Database.Folder;

        Directory.Delete(folder, recursive: true);
        SidecarDatabase.Create(folder);
        await PassTimeUntilAsync(() => _life!.IsCompleted);

        Assert.Equal("the state is gone", await _life!);
        Assert.False(Directory.Exists(Path.GetDirectoryName(LogFolder.Log(folder))));
        using var fresh = new SidecarState(folder, _processes, _time, SidecarState.Patience);
        Assert.Null(fresh.Watcher.Read().Process);
    }

    [Fact]
    public async Task It_keeps_house_at_once_and_every_hour()
    {
        Begin();

        await PassAsync(TimeSpan.FromMinutes(150));

        Assert.Equal(3, _watches.HousesKept);
    }

    [Fact]
    public async Task What_nobody_thought_of_ends_it_with_all_its_watches()
    {
        Begin();
        await UntilAsync(() => _watches.Running.ContainsKey(Main));
        _watches.HouseFailure = new InvalidOperationException("a bug");

        await PassTimeUntilAsync(() => _life!.IsCompleted, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _life!);
        Assert.Equal("it failed", _state.Watcher.Read().StoppedWhy);
        Assert.Empty(_watches.Running);
        _life = null;
    }

    [Fact]
    public async Task A_problem_that_may_pass_does_not_end_it_and_is_told_once()
    {
        _watches.HouseFailure = SidecarException.CannotTell("The disk is full.", "make room");
        Begin();

        await PassTimeUntilAsync(() => Log.Contains("The disk is full. next: make room", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.False(_life!.IsCompleted);
        Assert.Single(Log.Split('\n'), line => line.Contains("The disk is full.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_where_Sidecar_was_switched_off()
    {
        Begin();
        _repository.Git("config", "sidecar.enabled", "false");

        await PassTimeUntilAsync(() => _life!.IsCompleted);

        Assert.Equal("sidecar.enabled is false", await _life!);
    }

    [Fact]
    public async Task Told_to_end_it_says_so_to_everybody()
    {
        Begin();
        await UntilAsync(() => _watches.Running.ContainsKey(Main));

        await _over.CancelAsync();

        Assert.Equal("it was told to end", await _life!);
        Assert.Equal(Liveness.Dead, _state.Watcher.Read().Running);
        Assert.Contains("it was told to end", Log, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await (_life ?? Task.CompletedTask);
        _over.Dispose();
        _state.Dispose();
        _repository.Dispose();
    }

    private void Begin(TimeSpan? linger = null)
    {
        var git = new GitProcess(_repository.Folders.CommonDirectory, _repository.Environment);
        var log = new WatchLog(_state.Database.Folder, _time);
        var watcher = new Watcher(_state, _repository.Folders, git, _watches, log, _time);
        _life = Task.Run(() => watcher.RunAsync(linger, _over.Token), CancellationToken.None);
    }

    private string? Trouble() => WatcherWords.Troubles(_state.Watcher.Read()).FirstOrDefault();

    // In steps of a turn, slowly enough for the watcher to keep up.
    private async Task PassAsync(TimeSpan length)
    {
        var step = TimeSpan.FromSeconds(length > TimeSpan.FromMinutes(1) ? 20 : 1);
        for (var passed = TimeSpan.Zero; passed < length && !_life!.IsCompleted; passed += step)
        {
            _time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }

    private Task PassTimeUntilAsync(Func<bool> holds, TimeSpan? step = null) =>
        UntilAsync(holds, () => _time.Advance(step ?? TimeSpan.FromSeconds(1)));

    private static async Task UntilAsync(Func<bool> holds, Action? meanwhile = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "it did not come to that");
            meanwhile?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }
}
