using Sidecar.Agents;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Messages;
using Sidecar.Status;
using Sidecar.Storage;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar.Tests.Impact;

/// <summary>Announcements and checks over a real repository, its history and its files.</summary>
public sealed class AnnouncingTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly FakeProcesses _processes = new();
    private readonly ManualTime _time = new();
    private readonly SidecarState _state;
    private readonly (Agent Agent, AgentKey Key) _ada;
    private readonly (Agent Agent, AgentKey Key) _bob;
    private TalkLimits _limits = TalkLimits.Usual;

    public AnnouncingTests()
    {
        SidecarDatabase.Create(StateFolder);
        _state = new SidecarState(StateFolder, _processes, _time, SidecarState.Patience);
        _ada = Join("ada", _repository.Top);
        _bob = Join("bob", _repository.Top);
    }

    [Fact]
    public void A_file_that_moved_with_mine_and_is_being_changed_is_told_with_the_counts_of_real_history()
    {
        MoveTogether(7);
        _repository.Commit("src/price.cs").Write("src/price.cs", "alone\n").Git("commit", "-q", "-a", "--no-verify", "-m", "alone");
        ReadHistory();
        Write(_bob.Agent, "tests/price_tests.cs");

        var answer = Announce(_ada.Key, "src/price.cs");

        var finding = Assert.Single(answer.Impact.Findings);
        Assert.Equal((Signal.CoChange, "tests/price_tests.cs", "bob"), (finding.Signal, finding.Theirs, finding.Agent.Name.ToString()));
        Assert.Equal(
            "tests/price_tests.cs, which moved with your src/price.cs in 7 of its last 9 changes, is being changed by bob (last 0 s ago, evidence: process)",
            finding.Evidence);
        Assert.InRange(finding.Score, 41, 70);
    }

    [Fact]
    public void What_was_announced_stands_where_no_consultation_can_be_opened()
    {
        _limits = TalkLimits.Usual with { PerMinute = 1 };
        Announce(_bob.Key, "src/price.cs");
        _state.Messages.Send(_ada.Key, new Draft("bob", "hello"), _limits);

        var answer = Announce(_ada.Key, "src/price.cs");

        Assert.Null(answer.Consultation);
        Assert.StartsWith("ada has sent 1 messages in the last minute", answer.NotConsulted?.Message, StringComparison.Ordinal);
        Assert.Equal(["bob", "ada"], _state.Announcements.Active().Select(announced => announced.Agent.Name.ToString()));
        Assert.Empty(_state.Consultations.Current());
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("nul\0")]
    public void An_intent_is_one_line(string intent)
    {
        var request = new AnnouncementRequest(intent, Crowd.Patterns("src/price.cs"), [], []);

        Assert.Equal(
            "The intent must be one line without control characters.", Assert.Throws<SidecarException>(request.Check).Message);
    }

    [Fact]
    public void Check_tells_what_moves_with_a_file_and_who_is_at_it()
    {
        MoveTogether(5);
        ReadHistory();
        Write(_bob.Agent, "tests/price_tests.cs");

        var check = Check(_ada.Agent, "src/price.cs");

        var related = Assert.Single(check.Related);
        Assert.Equal(("tests/price_tests.cs", 5, 5), (related.File.Path.ToString(), related.File.Together, related.File.Changes));
        Assert.Equal(["bob"], related.Changing.Select(name => name.ToString()));
        Assert.Equal(ImpactLevel.Caution, check.Level);
        Assert.Equal(ImpactLevel.Clear, Check(_bob.Agent, "src/price.cs").Level);
    }

    [Fact]
    public void Unrelated_files_stay_silent()
    {
        MoveTogether(5);
        _repository.Commit("docs/guide.md");
        ReadHistory();
        Write(_bob.Agent, "docs/guide.md");

        Assert.Empty(Announce(_ada.Key, "src/price.cs").Impact.Findings);
    }

    [Fact]
    public void What_is_committed_no_longer_counts()
    {
        Write(_bob.Agent, "src/price.cs");
        Assert.Equal(ImpactLevel.Conflict, Check(_ada.Agent, "src/price.cs").Level);

        _state.Work.EndClean([.. _state.Work.Open().Select(work => (work, (Agent?)null))]);

        Assert.Equal(ImpactLevel.Clear, Check(_ada.Agent, "src/price.cs").Level);
    }

    [Fact]
    public void Whoever_announced_first_and_alone_is_found_to_depend_on_what_another_changes_elsewhere()
    {
        _repository.Write("lib/tax.py").Write("web/x.py", "import lib.tax\n");
        Announce(_ada.Key, "web/x.py");
        var cy = Join("cy", "/z");

        var answer = Announce(cy.Key, seenBy => seenBy with { Worktree = "/z" }, "lib/tax.py");

        Assert.Equal([(Signal.Dependency, "web/x.py")], answer.Impact.Findings.Select(finding => (finding.Signal, finding.Theirs)));
    }

    [Fact]
    public void Where_the_look_at_the_files_fails_nothing_is_claimed_or_announced()
    {
        Assert.Throws<InvalidOperationException>(() => Announce(_ada.Key, seenBy => seenBy with { Files = () => throw new InvalidOperationException() }, "a.py"));

        Assert.Empty(_state.Claims.Active());
        Assert.Empty(_state.Announcements.Active());
    }

    [Fact]
    public void What_nobody_may_claim_is_not_announced()
    {
        Assert.Throws<SidecarException>(() => Announce(_ada.Key, "."));

        Assert.Empty(_state.Claims.Active());
        Assert.Empty(_state.Announcements.Active());
    }

    [Fact]
    public void That_somebody_unknown_or_a_person_writes_the_file_is_told_beside_the_level()
    {
        _state.Watcher.Begin("inotify");
        _state.Touches.Record(_repository.Top,
        [
            Seen.Change("src/a.cs", TouchKind.Changed, _time.GetUtcNow(), Authorship.Unknown),
            Seen.Change("src/b.cs", TouchKind.Changed, _time.GetUtcNow(), Authorship.Unknown),
        ]);

        var alone = Announce(_ada.Key, "src/a.cs").Impact;
        Write(_bob.Agent, "src/c.cs");
        var beside = Announce(_ada.Key, "src/a.cs").Impact;

        Assert.Equal(ImpactLevel.Clear, alone.Level);
        Assert.StartsWith("src/a.cs is being changed by somebody unknown; ", ReceiptWords.Beside(alone), StringComparison.Ordinal);
        Assert.Equal((ImpactLevel.Note, "src/a.cs is being changed by somebody unknown"), (beside.Level, ReceiptWords.Beside(beside)));
        Assert.Null(ReceiptWords.Beside(beside with { AlsoWritten = [] }));
    }

    [Fact]
    public void What_an_announced_file_imports_is_kept_where_somebody_else_is_at_work()
    {
        _repository.Write("lib/tax.py").Write("web/x.py", "import lib.tax\n");
        Write(_bob.Agent, "elsewhere.txt");

        var answer = Announce(_ada.Key, "web/x.py", "lib/");

        var on = Assert.Single(answer.Announcement.DependsOn);
        Assert.Equal(("lib/tax.py", DependencySource.Scanned, "web/x.py"), (on.On.Text, on.Source, on.Of?.ToString()));
    }

    [Fact]
    public void What_is_written_in_another_worktree_is_not_read_here()
    {
        _repository.Write("lib/tax.py").Write("web/x.py", "import lib.tax\n");
        Write(_bob.Agent, "web/x.py", worktree: "/elsewhere");
        Assert.Empty(Announce(_ada.Key, "lib/tax.py").Impact.Findings);

        Write(_bob.Agent, "web/x.py");
        Assert.Equal([Signal.Dependency], Announce(_ada.Key, "lib/tax.py").Impact.Findings.Select(finding => finding.Signal));
    }

    [Fact]
    public void What_would_not_merge_is_told_beside_who_writes_it()
    {
        var other = Join("cy", "/z");
        _state.Watcher.Begin("inotify");
        Write(other.Agent, "src/price.cs", worktree: "/z");
        _state.Forecasts.Replace(new Forecast(_repository.Top, "/z", _time.GetUtcNow(), ForecastStage.Ready, "", [Foreseen.Conflict("src/price.cs")]));

        var findings = Check(_ada.Agent, "src/price.cs").Findings;

        Assert.Equal([(100, Signal.Written), (90, Signal.WouldConflict)], findings.Select(finding => (finding.Score, finding.Signal)));
        Assert.Equal(
            "src/price.cs: lines 10-14 of yours and lines 12-13 of cy's in /z would conflict when merged (tried 0 s ago)", findings[1].Evidence);
    }

    [Fact]
    public void What_would_not_merge_with_what_nobody_can_be_asked_about_is_a_note_that_says_so()
    {
        _state.Watcher.Begin("inotify");
        _state.Forecasts.Replace(new Forecast(
            _repository.Top, "/z", _time.GetUtcNow(), ForecastStage.Ready, "", [Foreseen.Conflict("src/price.cs"), Foreseen.Clean("b.cs")]));

        var check = Check(_ada.Agent, "src/price.cs");

        Assert.Empty(check.Findings);
        Assert.Equal((ImpactLevel.Note, false), (check.Level, check.IsConflict));
        Assert.Equal(
            $"merging with {Path.GetRelativePath(_repository.Top, "/z")}, where no other agent is at work, would conflict in src/price.cs",
            ForecastWords.Unattended(Assert.Single(check.Unattended)));
        Assert.Equal(ImpactLevel.Clear, Check(_ada.Agent, "b.cs").Level);
        Assert.Equal(ImpactLevel.Note, Announce(_ada.Key, "src/price.cs").Impact.Level);
    }

    [Fact]
    public void What_merging_would_bring_is_in_doubt_until_it_is_known()
    {
        var other = Path.Combine(_repository.Folder, "shop-b");
        Join("cy", other);
        _state.Watcher.Begin("inotify");
        _state.Watcher.SetWorktree(new WatchedWorktree(_repository.Top, WatchStage.Ready));
        _state.Watcher.SetWorktree(new WatchedWorktree(other, WatchStage.Ready));
        Assert.Equal("what merging with ../shop-b would bring is not known: it was not tried yet", Doubt());

        _state.Forecasts.Replace(Tried(ForecastStage.CannotTell, $"a rebase is under way in {other}"));
        Assert.Equal("what merging with ../shop-b would bring is not known: a rebase is under way there", Doubt());
        Assert.EndsWith(Doubt()!, ReceiptWords.Freshness(Report()), StringComparison.Ordinal);

        _state.Forecasts.Replace(Tried(ForecastStage.Ready, ""));
        Assert.Null(Doubt());

        PathReport Report() => new StatusQuery(_state, _time).Check(Crowd.Patterns("src/price.cs"), View(_ada.Agent.Id));
        string? Doubt() => ReceiptWords.Doubt(Report())?.Split("; ").SingleOrDefault(doubt => doubt.StartsWith("what merging", StringComparison.Ordinal));
        Forecast Tried(ForecastStage stage, string detail) => new(_repository.Top, other, _time.GetUtcNow(), stage, detail, []);
    }

    [Fact]
    public void Of_two_who_announce_at_once_at_least_one_sees_the_other()
    {
        var seen = new int[2];

        Parallel.Invoke(
            () => seen[0] = AnnounceApart(_ada.Key),
            () => seen[1] = AnnounceApart(_bob.Key));

        Assert.InRange(seen.Sum(), 1, 2);
    }

    [Fact]
    public void A_refused_claim_is_told_and_the_announcement_kept()
    {
        Announce(_bob.Key, "src/");

        var answer = Announce(_ada.Key, "src/price.cs");

        Assert.True(answer.IsRefused);
        Assert.Equal(2, _state.Announcements.Active().Count);
        Assert.Equal([("src/", 100)], answer.Impact.Findings.Select(finding => (finding.Theirs, finding.Score)));
    }

    public void Dispose()
    {
        _state.Dispose();
        _repository.Dispose();
    }

    private string StateFolder => _repository.Folders.DefaultStateFolder;

    private (Agent Agent, AgentKey Key) Join(string name, string worktree)
    {
        var client = _processes.Start();
        return _state.Agents.Register(new Registration
        {
            Name = AgentName.Parse(name),
            Client = "test-client",
            Worktree = worktree,
            ClientProcess = client,
            LauncherProcess = client,
        });
    }

    private void Write(Agent author, string path, string? worktree = null) => _state.Touches.Record(
        worktree ?? _repository.Top,
        [Seen.Change(path, TouchKind.Changed, _time.GetUtcNow(), new Authorship(author, Evidence.Process))]);

    private AnnounceAnswer Announce(AgentKey who, params string[] files) => Announce(who, seenBy => seenBy, files);

    private AnnounceAnswer Announce(AgentKey who, Func<Viewpoint, Viewpoint> adjust, params string[] files)
    {
        var request = new AnnouncementRequest("testing", Crowd.Patterns(files), [], []);
        var claim = Crowd.Request(Sidecar.Claims.ClaimMode.Exclusive, files);
        return new Announcing(_state, _time).Announce(who, request, claim, adjust(View(who.Id)), TimeSpan.FromMinutes(10), _limits);
    }

    // Each over a connection of its own, as two processes would.
    private int AnnounceApart(AgentKey who)
    {
        using var state = new SidecarState(StateFolder, _processes, _time, SidecarState.Patience);
        var request = new AnnouncementRequest("testing", Crowd.Patterns("a.cs"), [], []);
        return new Announcing(state, _time).Announce(who, request, claim: null, View(who.Id), TimeSpan.FromMinutes(10), TalkLimits.Usual).Impact.Findings.Count;
    }

    private PathCheck Check(Agent who, string path) =>
        Assert.Single(new StatusQuery(_state, _time).Check(Crowd.Patterns(path), View(who.Id)).Paths);

    private Viewpoint View(long me) => new(agent => agent.Id == me, _repository.Top, IgnoreCase: false, () => ProjectFiles.Read(_repository.GitProcess));

    private void MoveTogether(int times)
    {
        for (var time = 1; time <= times; time++)
        {
            _repository.Write("src/price.cs", $"{time}\n").Write("tests/price_tests.cs", $"{time}\n");
            _repository.Git("add", "-A");
            _repository.Git("commit", "-q", "--no-verify", "-m", $"{time}");
        }
    }

    private void ReadHistory()
    {
        var head = _repository.Git("rev-parse", "HEAD").Trim();
        new HistoryIndexer(_state.History, _time).Update(new GitLogHistory(_repository.GitProcess), [head], 10_000, CancellationToken.None);
    }
}
