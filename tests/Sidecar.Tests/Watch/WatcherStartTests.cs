using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Repository;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.Setup;
using Sidecar.Tests.World;
using Sidecar.Watch;

namespace Sidecar.Tests.Watch;

/// <summary>Who sees to it that somebody watches. The program that is started is a script that tells of itself.</summary>
public sealed class WatcherStartTests : IDisposable
{
    private static readonly RepositorySettings Wanted = new();

    private readonly ScratchRepository _repository = new();
    private readonly ManualTime _time = new();
    private readonly FakeProcesses _processes = new();
    private readonly SidecarState _state;
    private readonly string _programs;

    public WatcherStartTests()
    {
        SidecarDatabase.Create(_repository.Folders.DefaultStateFolder);
        _state = new SidecarState(_repository.Folders.DefaultStateFolder, _processes, _time, SidecarState.Patience);
        _programs = Directory.CreateDirectory(Path.Combine(_repository.Folder, "programs")).FullName;
    }

    private string Told => Path.Combine(_repository.Folder, "told");

    [Fact]
    public void Where_somebody_watches_nothing_is_started()
    {
        Program("echo started >>\"$TOLD\"");
        _state.Watcher.Begin("inotify");

        Assert.IsType<StartAnswer.Running>(Ensure());
    }

    [Fact]
    public async Task One_is_started_with_the_main_worktree_and_a_clean_environment()
    {
        _repository.Environment["SIDECAR_AGENT"] = "ada";
        _repository.Environment["CLAUDECODE"] = "1";
        Program("echo \"$*\"; env");

        Assert.IsType<StartAnswer.Started>(Ensure());
        var told = await ToldAsync();

        Assert.Equal($"watch --background -C {_repository.Folders.Worktree}", told[0]);
        Assert.Contains($"HOME={_repository.Folder}", told);
        Assert.DoesNotContain(told, line => line.StartsWith("GIT_", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains("SIDECAR", StringComparison.Ordinal) || line.Contains("CLAUDE", StringComparison.Ordinal));
    }

    [Fact]
    public void While_one_is_starting_no_other_is_started()
    {
        Program("exit 0");

        Assert.IsType<StartAnswer.Started>(Ensure());
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.IsType<StartAnswer.Starting>(Ensure());
        Assert.Equal("starting", WatcherWords.Summary(_state.Watcher.Read()));
    }

    [Fact]
    public async Task One_that_never_tells_of_itself_is_a_problem_for_a_minute_and_then_tried_again()
    {
        Program("echo 'no such runtime' >&2");
        Ensure();
        await ErrorsAsync();
        _time.Advance(TimeSpan.FromSeconds(6));

        var answer = Assert.IsType<StartAnswer.CannotStart>(Ensure());
        Assert.Equal("It was started, and ended: no such runtime", answer.Problem.Why);
        Assert.Equal("cannot be started: It was started, and ended: no such runtime", WatcherWords.Summary(_state.Watcher.Read()));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.IsType<StartAnswer.CannotStart>(Ensure());
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.IsType<StartAnswer.Started>(Ensure());
    }

    [Fact]
    public void One_that_told_of_itself_and_died_is_replaced_at_once()
    {
        Program("exit 0");
        Ensure();
        _state.Watcher.Begin("inotify");
        _processes.Kill(_state.Self);

        Assert.IsType<StartAnswer.Started>(Ensure());
    }

    [Fact]
    public void A_missing_program_is_a_problem_and_no_exception()
    {
        var answer = Assert.IsType<StartAnswer.CannotStart>(Ensure());

        Assert.Equal($"The program {_programs}/sidecar is missing.", answer.Problem.Why);
        Assert.Equal("install Sidecar again", WatcherWords.Next(_state.Watcher.Read()));
    }

    [Fact]
    public void A_clock_that_was_set_back_keeps_nobody_from_starting()
    {
        Program("exit 0");
        Ensure();

        _time.Advance(TimeSpan.FromHours(-1));

        Assert.IsType<StartAnswer.Started>(Ensure());
    }

    [Fact]
    public void A_watcher_that_cannot_be_looked_at_is_there_for_as_long_as_it_has_the_lock()
    {
        Program("exit 0");
        _state.Watcher.Begin("inotify");
        _processes.Hide(_state.Self);

        using (Assert.IsAssignableFrom<IDisposable>(WatcherLock.TryTake(_state.Database.Folder)))
        {
            Assert.Null(WatcherLock.TryTake(_state.Database.Folder));
            Assert.IsType<StartAnswer.Running>(Ensure());
        }

        Assert.IsType<StartAnswer.Started>(Ensure());
    }

    [Fact]
    public void It_is_not_started_where_it_is_not_wanted()
    {
        Program("exit 0");

        Assert.Equal("sidecar.enabled is false", WhyNot(Wanted with { Enabled = false }));
        Assert.Equal("sidecar.autoWatch is false", WhyNot(Wanted with { AutoWatch = false }));
        _repository.Environment["CI"] = "true";
        Assert.Equal("CI is set", WhyNot(Wanted));
        _repository.Environment["CI"] = "false";
        Assert.IsType<StartAnswer.Started>(Ensure());
    }

    [Fact]
    public void The_look_at_a_running_watcher_costs_a_caller_next_to_nothing()
    {
        _state.Watcher.Begin("inotify");
        Ensure();

        var began = Stopwatch.GetTimestamp();
        for (var look = 0; look < 100; look++)
            Ensure();

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(200), "100 looks took over 200 ms");
    }

    public void Dispose()
    {
        _state.Dispose();
        _repository.Dispose();
    }

    private StartAnswer Ensure(RepositorySettings? settings = null) =>
        new WatcherStart(_state, _repository.Folders, _programs, _repository.Environment, _time).EnsureRunning(settings ?? Wanted);

    private string WhyNot(RepositorySettings settings) => Assert.IsType<StartAnswer.NotWanted>(Ensure(settings)).Why;

    private void Program(string script)
    {
        var path = Path.Combine(_programs, "sidecar");
        File.WriteAllText(path, $"#!/bin/sh\n{{ {script}\n}} >'{Told}.new'\nmv '{Told}.new' '{Told}'\n");
        SetupWorld.MakeExecutable(path);
    }

    private async Task<string[]> ToldAsync()
    {
        await UntilAsync(() => File.Exists(Told));
        return await File.ReadAllLinesAsync(Told);
    }

    private Task ErrorsAsync() => UntilAsync(() => WatcherProcess.LastErrors(_state.Database.Folder) is not null);

    private static async Task UntilAsync(Func<bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "the program that was started told nothing");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
