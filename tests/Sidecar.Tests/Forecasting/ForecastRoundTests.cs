using Sidecar.Agents;
using Sidecar.Forecasting;
using Sidecar.Forecasts;
using Sidecar.Messages;
using Sidecar.Repository;
using Sidecar.Storage;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Tests.Forecasting;

/// <summary>The rounds that keep forecasts up to date, on a clock of the test's, with real worktrees.</summary>
public sealed class ForecastRoundTests : IDisposable
{
    private readonly TwoWorktrees _worktrees = new();
    private readonly ManualTime _time = new();
    private readonly FakeProcesses _processes = new();
    private readonly SidecarState _state;
    private readonly RestlessWorktrees _restless;
    private readonly ForecastRound _round;

    public ForecastRoundTests()
    {
        Directory.CreateDirectory(_worktrees.StateFolder);
        SidecarDatabase.Create(_worktrees.StateFolder);
        LogFolder.Create(_worktrees.StateFolder);
        _state = new SidecarState(_worktrees.StateFolder, _processes, _time, SidecarState.Patience);
        _restless = new RestlessWorktrees(_time);
        var repository = _worktrees.Main;
        _round = new ForecastRound(
            _state, new ScratchObjects(repository.Folders, _worktrees.StateFolder, repository.Environment), _restless, () => Library.Here,
            repository.GitProcess, new WatchLog(_worktrees.StateFolder, _time), _time);
        _state.Watcher.Begin("test");
        _state.Watcher.SetWorktree(new WatchedWorktree(Main, WatchStage.Ready));
        _state.Watcher.SetWorktree(new WatchedWorktree(_worktrees.Other, WatchStage.Ready));
    }

    private string Main => _worktrees.Main.Folders.Worktree;

    [Fact]
    public void A_conflict_is_known_told_to_both_and_goes_when_it_is_mended()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        Collide();
        Run();

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen());
        Assert.Contains("nine.txt: line 4 of yours and line 4 of bob's in ../other", Assert.Single(Told("ada")));
        Assert.Contains("nine.txt: line 4 of yours and line 4 of ada's in ../repo", Assert.Single(Told("bob")));

        _worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9));
        Change(_worktrees.Other);

        Assert.Empty(Foreseen());
        Assert.Single(Told("bob"));
    }

    [Fact]
    public void Nothing_is_done_where_nothing_changed()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        Run();
        Collide();

        Run();

        Assert.Empty(Foreseen());
        Change(Main);
        Change(_worktrees.Other);
        Assert.NotEmpty(Foreseen());
    }

    [Fact]
    public void A_worktree_that_is_written_without_a_pause_is_looked_at_after_ten_seconds()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        Run();
        Collide();
        _restless.Add(_worktrees.Other);
        _time.Advance(TimeSpan.FromSeconds(1));

        var rounds = 0;
        for (; Foreseen().Count == 0 && rounds < 100; rounds++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            _restless.Add(Main);
            Run();
        }

        Assert.Equal(21, rounds);
    }

    [Fact]
    public void Where_nobody_is_there_is_no_forecast()
    {
        Join("ada", Main);
        var bob = Join("bob", _worktrees.Other);
        Collide();
        Run();
        Assert.NotEmpty(Foreseen());

        _processes.Kill(bob);
        Run();

        Assert.Empty(_state.Forecasts.Read());
    }

    [Fact]
    public void Uncommitted_work_of_people_is_enough()
    {
        Join("ada", Main);
        _state.Touches.Record(_worktrees.Other, [Seen.Change("nine.txt", TouchKind.Changed, _time.GetUtcNow(), Authorship.Unknown)]);
        Collide();
        Run();

        Assert.Contains("line 4 of somebody's in ../other", Assert.Single(Told("ada")));
    }

    [Fact]
    public void In_the_middle_of_a_merge_it_is_said_that_nobody_can_tell_and_after_it_all_is_known()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        Collide();
        _worktrees.Main.Git("commit", "-qam", "mine");
        _worktrees.GitOther("commit", "-qam", "theirs");
        _worktrees.Main.TryGit("-C", _worktrees.Other, "merge", "main");
        Run();

        var unknown = Assert.Single(_state.Forecasts.Read());
        Assert.Equal((ForecastStage.CannotTell, $"a merge is under way in {_worktrees.Other}"), (unknown.Stage, unknown.Detail));
        Assert.Contains($"a merge is under way in {_worktrees.Other}", File.ReadAllText(LogFile), StringComparison.Ordinal);

        _worktrees.GitOther("merge", "--abort");
        Change(_worktrees.Other);

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen());
    }

    [Fact]
    public void While_git_holds_the_index_the_last_forecast_stays_and_after_ten_seconds_nobody_can_tell()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        Collide();
        Run();
        var taken = _worktrees.Main.Path_(".git/index.lock");
        File.WriteAllText(taken, "");
        File.SetLastWriteTimeUtc(taken, _time.GetUtcNow().UtcDateTime);

        Change(Main);
        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen());

        _time.Advance(TimeSpan.FromSeconds(10));
        Run();
        Assert.Equal($"git is at work in {Main}", Assert.Single(_state.Forecasts.Read()).Detail);

        File.Delete(taken);
        _time.Advance(TimeSpan.FromMinutes(1));
        Run();
        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen());
    }

    [Fact]
    public void An_agent_that_starts_anew_is_not_told_twice()
    {
        Join("ada", Main);
        var bob = Join("bob", _worktrees.Other);
        Collide();
        Run();
        _processes.Kill(bob);
        Run();
        Assert.Empty(_state.Forecasts.Read());

        Join("bob", _worktrees.Other);
        Run();

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen());
        Assert.Single(Told("ada"));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told_of_every_pair()
    {
        Join("ada", Main);
        Join("bob", _worktrees.Other);
        File.WriteAllText(Path.Combine(_worktrees.StateFolder, ScratchFolder.Name), "in the way");

        Assert.Throws<SidecarException>(() => _round.Run(CancellationToken.None));

        var unknown = Assert.Single(_state.Forecasts.Read());
        Assert.Equal(ForecastStage.CannotTell, unknown.Stage);
        Assert.EndsWith("cannot be written: something is there that is not Sidecar's", unknown.Detail, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _state.Dispose();
        _restless.Dispose();
        _worktrees.Dispose();
    }

    private string LogFile => LogFolder.Log(_worktrees.StateFolder);

    private void Collide()
    {
        _worktrees.Main.Write("nine.txt", TwoWorktrees.Lines(9, (4, "four")));
        _worktrees.WriteOther("nine.txt", TwoWorktrees.Lines(9, (4, "FOUR")));
    }

    private void Run() => _round.Run(CancellationToken.None);

    private void Change(string worktree)
    {
        _restless.Add(worktree);
        _time.Advance(RestlessWorktrees.Quiet);
        Run();
    }

    private ProcessRef Join(string name, string worktree)
    {
        var process = _processes.Start();
        _state.Agents.Register(new Registration
        {
            Name = AgentName.Parse(name),
            Client = "test",
            Worktree = worktree,
            ClientProcess = process,
            LauncherProcess = process,
        });
        return process;
    }

    // The worktree that comes first by its name is the linked one.
    private List<string> Foreseen() => [.. _state.Forecasts.Read().SelectMany(forecast => forecast.Files).Select(TwoWorktrees.Said)];

    private List<string> Told(string name) =>
        [.. _state.Messages.Log(new LogQuery(With: AgentName.Parse(name))).Where(message => message.From == AgentName.System).Select(message => message.Text)];
}
