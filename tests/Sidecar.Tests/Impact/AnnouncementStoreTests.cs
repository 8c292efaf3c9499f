using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Operations;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Impact;

public sealed class AnnouncementStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void An_announcement_is_kept_as_it_was_made()
    {
        var request = new AnnouncementRequest("new prices", Crowd.Patterns("src/a.cs", "docs/", "task:prices"), Crowd.Patterns("lib/tax.cs"), ["Price.Of"]);
        _crowd.State.Announcements.Announce(_crowd.Agent("ada"), request, [Others.Import("src/a.cs", "lib/round.cs")]);

        var announced = Assert.Single(_crowd.State.Announcements.Active());

        Assert.Equal(("ada", "new prices", Liveness.Alive, _crowd.Time.GetUtcNow()), (announced.Agent.Name.ToString(), announced.Intent, announced.Live, announced.At));
        Assert.Equal(["docs/", "src/a.cs", "task:prices"], announced.Files.Select(file => file.Text).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("lib/round.cs", DependencySource.Scanned, "src/a.cs"), ("lib/tax.cs", DependencySource.Declared, null)],
            announced.DependsOn.Select(on => (on.On.Text, on.Source, on.Of?.ToString())).Order());
        Assert.Equal(["Price.Of"], announced.Symbols);
        var happening = _crowd.State.Events.Recent(1).Single();
        Assert.Equal(("announce", "ada", "src/a.cs, docs/, task:prices", "new prices"), (happening.Kind, happening.Who, happening.Subject, happening.Detail));
    }

    [Fact]
    public void A_newer_announcement_ends_the_older_one_of_the_same_agent_only()
    {
        Announce("ada", "a.cs");
        Announce("bob", "b.cs");

        Announce("ada", "c.cs");

        Assert.Equal(["bob: b.cs", "ada: c.cs"], Active());
    }

    [Fact]
    public void It_ends_with_its_agent()
    {
        Announce("ada", "a.cs");
        Announce("bob", "b.cs");
        Announce("cy", "c.cs");

        _crowd.State.Agents.Leave(_crowd.Agent("ada"), "signed off");
        _crowd.Kill("bob");

        Assert.Equal(["cy: c.cs"], Active());
        _crowd.Claim("cy", "elsewhere.cs"); // Whoever writes next clears the dead away.
        Assert.Equal(["bob is gone: its client process", "ada is gone: signed off"], Ends().Select(why => why.Split(" 1")[0]).Reverse());
    }

    [Fact]
    public void Of_an_agent_whose_life_cannot_be_told_it_counts()
    {
        Announce("ada", "a.cs");

        _crowd.Processes.Hide(_crowd.Join("ada").Client);

        Assert.Equal(Liveness.Unknown, Assert.Single(_crowd.State.Announcements.Active()).Live);
    }

    [Fact]
    public void Committed_files_are_done_and_with_the_last_of_them_the_announcement()
    {
        Announce("ada", "a.cs", "docs/", "*.md");

        Commit("ada", "a.cs", "x.cs");
        Assert.Equal(["ada: *.md docs/"], Active());

        Commit("ada", "docs/deep/x.txt", "README.md");
        Assert.Empty(Active());
        Assert.Equal(["committed in c2"], Ends());
    }

    [Fact]
    public void What_somebody_else_commits_or_a_merge_brings_does_nothing_of_it()
    {
        Announce("ada", "a.cs");
        _crowd.Agent("bob");

        Commit("bob", "a.cs");
        Commit("ada", isTakenOver: true, ["a.cs"]);

        Assert.Equal(["ada: a.cs"], Active());
    }

    [Fact]
    public void Files_are_committed_by_whatever_case_where_the_file_system_ignores_it()
    {
        Announce("ada", "src/A.cs", "Docs/");

        Commit("ada", isTakenOver: false, ["src/a.cs", "docs/x.md"]);
        Assert.Equal(["ada: Docs/ src/A.cs"], Active());

        Commit("ada", isTakenOver: false, ["src/a.cs", "docs/x.md"], ignoreCase: true);
        Assert.Empty(Active());
    }

    [Fact]
    public void Of_a_commit_that_was_amended_only_what_was_changed_by_that_is_done()
    {
        Announce("ada", "a.cs", "b.cs");

        Commit("ada", isTakenOver: false, ["a.cs", "b.cs"], amended: ["b.cs"]);
        Assert.Equal(["ada: a.cs"], Active());

        Commit("ada", isTakenOver: false, ["a.cs", "b.cs"], amended: []);
        Assert.Equal(["ada: a.cs"], Active());
    }

    [Fact]
    public void A_resource_beside_files_is_done_with_the_last_of_them()
    {
        Announce("ada", "a.cs", "b.cs", "task:prices");

        Commit("ada", "a.cs");
        Assert.Equal(["ada: b.cs task:prices"], Active());

        Commit("ada", "b.cs");
        Assert.Empty(Active());
    }

    [Fact]
    public void Resources_alone_are_done_when_they_are_released_and_not_by_a_commit()
    {
        Announce("ada", "task:orders", "task:prices");

        Commit("ada", "a.cs");
        _crowd.Release("ada", "task:orders");
        Assert.Equal(["ada: task:prices"], Active());

        var answer = _crowd.Release("ada", "task:prices");
        Assert.Equal((0, 0, "task:prices"), (answer.Released.Count, answer.NotHeld.Count, Assert.Single(answer.Announced).Text));
        Assert.Empty(Active());
    }

    [Fact]
    public void A_release_of_all_ends_it_and_one_of_some_takes_them_off()
    {
        Announce("ada", "a.cs", "b.cs");
        _crowd.Claim("ada", "b.cs");

        var some = _crowd.Release("ada", "b.cs", "c.cs");
        Assert.Equal(["ada: a.cs"], Active());
        Assert.Equal(["c.cs"], some.NotHeld.Select(pattern => pattern.Text));

        _crowd.Release("ada");
        Assert.Empty(Active());
        Assert.Equal(["released"], Ends());
    }

    [Fact]
    public void What_a_person_forces_from_others_no_longer_counts_as_announced_and_they_are_told()
    {
        Announce("ada", "src/a.cs", "b.cs");
        Announce("bob", "src/");
        Announce("cy", "c.cs");

        var answer = _crowd.State.Claims.Release(_crowd.Human, Crowd.Patterns("src/a.cs"), force: true);

        Assert.Equal(["src/a.cs", "src/"], answer.Announced.Select(file => file.Text));
        Assert.Equal(["ada: b.cs", "cy: c.cs"], Active());
        Assert.Equal(["released by human"], Ends());
        Assert.Equal(["src/a.cs no longer counts as announced by you: released by human."], Told("ada"));
        Assert.Equal(["src/ no longer counts as announced by you: released by human."], Told("bob"));
        Assert.Empty(Told("cy"));
        Assert.Equal(["bob", "ada"], _crowd.State.Events.Recent(10).Where(happening => happening.Kind == "announce.done").Select(happening => happening.Who));
    }

    [Fact]
    public void It_counts_while_its_agent_did_something_within_two_hours()
    {
        Announce("ada", "a.cs");
        _crowd.Time.Advance(TimeSpan.FromMinutes(100));
        _crowd.Claim("ada", "elsewhere.cs");
        _crowd.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(["ada: a.cs"], Active());

        _crowd.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Active());

        _crowd.Claim("ada", "elsewhere.cs");
        Assert.Equal(["ada: a.cs"], Active());
    }

    [Fact]
    public void What_ended_is_forgotten_after_thirty_days_with_all_that_belongs_to_it()
    {
        _crowd.State.Announcements.Announce(_crowd.Agent("ada"), Request("a.cs"), [Others.Import("a.cs", "b.cs")]);
        _crowd.Release("ada");
        _crowd.Time.Advance(TimeSpan.FromDays(30));
        Announce("ada", "c.cs");
        Assert.Equal(0, _crowd.State.Announcements.Prune());

        _crowd.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, _crowd.State.Announcements.Prune());
        Assert.Equal((1, 0), (Rows("announced_files"), Rows("announced_dependencies")));
    }

    [Fact]
    public void A_persons_announcement_counts_for_a_working_day()
    {
        _crowd.State.Announcements.Announce(_crowd.Human, Request("a.cs"), []);
        _crowd.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        Assert.Equal(["human: a.cs"], Active());

        _crowd.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(Active());
    }

    public static TheoryData<string, AnnouncementRequest> Wrong => new()
    {
        { "The intent is empty.", Request("a.cs") with { Intent = " \t" } },
        { "The intent has 501 characters; 500 is the most.", Request("a.cs") with { Intent = new string('x', 501) } },
        { "One announcement announces 1 to 200 files, not 0.", Request() },
        { "One announcement announces 1 to 200 files, not 201.", Request([.. Enumerable.Range(1, 201).Select(number => $"{number}.cs")]) },
        { "One announcement depends on 0 to 200 paths, not 201.", Request("a.cs") with { DependsOn = Request([.. Enumerable.Range(1, 201).Select(number => $"{number}.cs")]).Files } },
        { "101 symbols in one announcement; 100 is the most.", Request("a.cs") with { Symbols = [.. Enumerable.Repeat("x", 101)] } },
        { "'a\\nb' is no symbol: 1 to 200 characters on one line.", Request("a.cs") with { Symbols = ["a\nb"] } },
        { "'' is no symbol: 1 to 200 characters on one line.", Request("a.cs") with { Symbols = [""] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_no_announcement_is_refused_and_the_older_one_stays(string problem, AnnouncementRequest wrong)
    {
        Announce("ada", "before.cs");

        var refused = Assert.Throws<SidecarException>(() => _crowd.State.Announcements.Announce(_crowd.Agent("ada"), wrong, []));

        Assert.Equal((problem, ProblemKind.Usage), (refused.Message, refused.Kind));
        Assert.Equal(["ada: before.cs"], Active());
    }

    [Fact]
    public void Nobody_announces_for_another()
    {
        var forged = _crowd.Agent("ada") with { Token = "x" };

        Assert.Throws<SidecarException>(() => _crowd.State.Announcements.Announce(forged, Request("a.cs"), []));
        Assert.Empty(Active());
    }

    private void Announce(string who, params string[] files) => _crowd.State.Announcements.Announce(_crowd.Agent(who), Request(files), []);

    private static AnnouncementRequest Request(params string[] files) => new("new prices", Crowd.Patterns(files), [], []);

    private IReadOnlyList<string> Active() =>
    [
        .. _crowd.State.Announcements.Active()
            .Select(announced => $"{announced.Agent.Name}: {string.Join(' ', announced.Files.Select(file => file.Text).Order(StringComparer.Ordinal))}"),
    ];

    private IReadOnlyList<string> Ends() => _crowd.State.Database.Read(db => Sidecar.Storage.Sql.Query(
        db, "SELECT ended_why FROM announcements WHERE ended_at IS NOT NULL AND ended_why <> 'announced anew' ORDER BY ended_at, id", row => row.Text("ended_why")!));

    private IReadOnlyList<string> Told(string who) =>
        [.. _crowd.State.Messages.Log(new Sidecar.Messages.LogQuery(With: AgentName.Parse(who))).Select(message => message.Text)];

    private int Rows(string table) =>
        _crowd.State.Database.Read(db => (int)Sidecar.Storage.Sql.Number(db, $"SELECT count(*) FROM {table}"));

    private int _commits;

    private void Commit(string who, params string[] files) => Commit(who, isTakenOver: false, files);

    private void Commit(string who, bool isTakenOver, string[] files, bool ignoreCase = false, string[]? amended = null) => _crowd.State.Commits.Record(
        new RecordedCommit
        {
            Id = $"c{++_commits}",
            At = _crowd.Time.GetUtcNow(),
            Worktree = Changed.Worktree,
            Who = who,
            AgentId = _crowd.Join(who).Agent.Id,
            IsTakenOver = isTakenOver,
            Amended = amended is null ? null : [.. amended.Select(Changed.Path)],
            Files = [.. files.Select(file => new CommittedFile(Changed.Path(file), "one", "two"))],
        },
        [],
        ignoreCase: ignoreCase);
}
