using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Meetings;
using Sidecar.Messages;
using Sidecar.Status;
using Sidecar.Tests.Impact.Imports;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Impact;

/// <summary>Who is told, and how often, over a real state and an index of a made history.</summary>
public sealed class MeetingRoundTests : IDisposable
{
    private readonly Crowd _crowd = new();
    private readonly FakeProject _project = new();

    [Fact]
    public void Both_are_told_once_with_the_counts_and_status_shows_it()
    {
        Announce("ada", "src/a.py");
        _crowd.Write("bob", "src/b.py");

        Look("src/b.py");
        _crowd.Write("bob", "src/b.py", "more");
        Look("src/b.py");

        Assert.Equal(
            ["src/b.py, which moved with your src/a.py in 7 of its last 9 changes, is being changed by bob (last 0 s ago, evidence: process). "
                + "Agree before either of you commits. next: send to=bob"],
            _crowd.Told("ada"));
        Assert.Equal(
            ["src/a.py, which moved with your src/b.py in 7 of its last 8 changes, was announced by ada 0 s ago: \"new prices\". "
                + "Agree before either of you commits. next: send to=ada"],
            _crowd.Told("bob"));
        var shown = Assert.Single(Meetings());
        Assert.Equal(
            ("src/a.py", "ada", "src/b.py", "bob", "src/a.py moved with src/b.py in 7 of its last 8 changes"),
            (shown.Path.ToString(), shown.Agent.Name.ToString(), shown.OtherPath.ToString(), shown.Other.Name.ToString(), shown.Evidence));
    }

    [Fact]
    public void The_same_pair_found_from_the_other_side_is_not_told_again()
    {
        _crowd.Write("ada", "src/a.py");
        _crowd.Write("bob", "src/b.py");

        Look("src/b.py");
        Look("src/a.py");

        Assert.Single(_crowd.Told("ada"));
        Assert.Single(_crowd.Told("bob"));
    }

    [Fact]
    public void Unrelated_files_are_met_in_silence()
    {
        _crowd.Write("ada", "src/a.py");
        _crowd.Write("bob", "docs/c.md");

        Look("src/a.py", "docs/c.md");

        Assert.Empty(_crowd.Told("ada"));
        Assert.Empty(_crowd.Told("bob"));
        Assert.Empty(Meetings());
    }

    [Fact]
    public void What_depends_on_what_is_found_in_the_files_of_both()
    {
        _project.With("x.py", "import y").With("y.py");
        _crowd.Write("ada", "x.py");
        _crowd.Write("bob", "y.py");

        Look("y.py");

        Assert.Equal(
            ["your x.py depends on y.py (source: scanned); bob is changing y.py (last 0 s ago, evidence: process), not committed. "
                + "Agree before either of you commits. next: send to=bob"],
            _crowd.Told("ada"));
        Assert.Equal(
            ["ada's x.py depends on y.py (source: scanned); ada is changing x.py (last 0 s ago, evidence: process), not committed. "
                + "Agree before either of you commits. next: send to=ada"],
            _crowd.Told("bob"));
    }

    [Fact]
    public void Many_pairs_at_once_are_one_message()
    {
        var names = Enumerable.Range(1, 5).Select(number => $"m{number}.py").ToArray();
        foreach (var name in names)
            _project.With(name, "import y");
        _project.With("y.py");
        _crowd.Write("ada", "y.py");
        foreach (var name in names)
            _crowd.Write("bob", name);

        Look(names);

        var told = Assert.Single(_crowd.Told("ada"));
        Assert.Contains("; and 2 more pairs of files. Agree before", told, StringComparison.Ordinal);
        Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "impact.meeting");
    }

    [Fact]
    public void What_is_committed_leaves_the_status_and_an_old_record_is_forgotten()
    {
        _crowd.Write("ada", "src/a.py");
        _crowd.Write("bob", "src/b.py");
        Look("src/b.py");

        _crowd.State.Work.EndClean([.. _crowd.State.Work.Open().Where(work => work.Path == Changed.Path("src/a.py")).Select(work => (work, (Agent?)null))]);

        Assert.Empty(Meetings());
        Assert.Equal(0, _crowd.State.Meetings.Prune());
        _crowd.Time.Advance(MeetingStore.MaxAge + TimeSpan.FromSeconds(1));
        Assert.Equal(1, _crowd.State.Meetings.Prune());
    }

    [Fact]
    public void Nothing_is_written_where_all_is_known()
    {
        _crowd.Write("ada", "src/a.py");
        _crowd.Write("bob", "src/b.py");
        Look("src/b.py");
        var before = _crowd.State.Messages.Log(new LogQuery()).Count;

        Assert.Empty(Look("src/b.py", "src/a.py"));

        Assert.Equal(before, _crowd.State.Messages.Log(new LogQuery()).Count);
    }

    public void Dispose() => _crowd.Dispose();

    private IReadOnlyList<CoupledMeeting> Look(params string[] paths) =>
        new MeetingRound(_crowd.State, _ => _project, _crowd.Time)
            .Look(paths.Select(path => (Changed.Worktree, Changed.Path(path))).ToHashSet(), ignoreCase: false, History());

    private IReadOnlyList<RecordedMeeting> Meetings() =>
        new StatusQuery(_crowd.State, _crowd.Time).Read(AgentName.Human, TimeSpan.FromHours(1), ignoreCase: false).Meetings;

    private void Announce(string who, string path) => _crowd.State.Announcements.Announce(
        _crowd.Agent(who), new AnnouncementRequest("new prices", [ClaimPattern.OfFile(Changed.Path(path))], [], []), []);

    // src/a.py was changed nine times, and src/b.py eight times, seven of them together.
    private HistoryReport History()
    {
        var index = new CoChangeIndex();
        string[][] commits =
        [
            ["src/a.py", "docs/c.md"], ["src/a.py"], ["src/b.py"],
            .. Enumerable.Repeat<string[]>(["src/a.py", "src/b.py"], 7),
        ];
        foreach (var (files, number) in commits.Select((files, number) => (files, number)))
        {
            index.Add(new CommitFiles(
                $"{number:x40}", _crowd.Time.GetUtcNow().AddDays(number - 20), "",
                [.. files.Select(file => new ChangedFile(CommitChange.Modified, Changed.Path(file)))]));
        }

        index.SetAlive(new[] { "src/a.py", "src/b.py", "docs/c.md" }.Select(Changed.Path));
        return new HistoryReport { Stage = HistoryStage.Ready, Commits = commits.Length, Index = index };
    }
}
