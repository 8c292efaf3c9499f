using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;
using SQLitePCL;

namespace Sidecar.Tests.Messages;

public sealed class OrphanTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public OrphanTests()
    {
        _crowd.Join("ada");
        _crowd.Join("bob");
    }

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void What_waits_for_somebody_who_is_gone_is_listed_and_what_the_living_have_not_read_is_not()
    {
        Send("bob", "one");
        Send("ada", "mine", from: "bob");
        Send("human", "yours");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        var gone = _crowd.Time.GetUtcNow();
        _crowd.Time.Advance(TimeSpan.FromMinutes(5));
        Send("bob", "two");

        var orphan = Assert.Single(_crowd.State.Orphans.List());

        Assert.Equal(new Orphan(AgentName.Parse("bob"), 2, gone, gone.AddMinutes(5), gone), orphan);
    }

    [Fact]
    public void Somebody_who_died_unnoticed_is_gone_too()
    {
        Send("bob", "one");
        _crowd.Kill("bob");

        Assert.Equal(["bob 1"], Orphans());
    }

    [Fact]
    public void They_are_counted_together_out_of_an_index()
    {
        _crowd.Join("carol");
        Send("bob", "one");
        Send("BOB", "two");
        Send("carol", "three");
        Send("ada", "mine", from: "bob");
        Send("human", "yours");
        Assert.Equal(0, _crowd.State.Orphans.Count());
        _crowd.Kill("bob");
        _crowd.Kill("carol");

        Assert.Equal(3, _crowd.State.Orphans.Count());
        Assert.Equal(
            ["SCAN TABLE deliveries USING COVERING INDEX deliveries_unread"],
            _crowd.State.Database.Read(db => db.Query("EXPLAIN QUERY PLAN " + DeliveryRows.UnreadByNameSql, row => row.Text("detail")!)));
    }

    [Fact]
    public void They_are_delivered_to_whoever_comes_back_under_the_name()
    {
        Send("bob", "one");
        _crowd.Kill("bob");

        Assert.Equal(["one"], Unread(Back("bob")));
        Assert.Empty(Orphans());
    }

    [Fact]
    public void A_person_gives_them_up_and_the_log_keeps_them()
    {
        Send("bob", "one");
        _crowd.Kill("bob");

        var purged = _crowd.State.Orphans.Purge(_crowd.Human, AgentName.Parse("BOB"));

        Assert.Equal("bob", Assert.Single(purged).Name.ToString());
        Assert.Empty(Orphans());
        Assert.Equal("one", Assert.Single(_crowd.State.Messages.Log(new LogQuery())).Text);
        var happening = _crowd.State.Events.Recent(1)[0];
        Assert.Equal(("messages.purged", "human", "bob", "1 message: given up by a person"), (happening.Kind, happening.Who, happening.Subject, happening.Detail));
        Assert.Empty(Unread(Back("bob")));
    }

    [Fact]
    public void All_of_them_are_given_up_at_once_but_not_what_the_living_have_to_read()
    {
        _crowd.Join("carol");
        Send("bob", "one");
        Send("carol", "two");
        Send("ada", "three", from: "bob");
        _crowd.Kill("bob");
        _crowd.Kill("carol");

        Assert.Equal(2, _crowd.State.Orphans.Purge(_crowd.Human, null).Count);
        Assert.Equal(["three"], Unread(_crowd.Agent("ada")));
    }

    [Theory]
    [InlineData("bob")]
    [InlineData(null)]
    public void No_agent_gives_up_what_others_have_to_read(string? name)
    {
        Send("bob", "one");
        _crowd.Kill("bob");

        Assert.Throws<SidecarException>(() => _crowd.State.Orphans.Purge(_crowd.Agent("ada"), name is null ? null : AgentName.Parse(name)));
        Assert.Equal(["bob 1"], Orphans());
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("human")]
    public void What_somebody_who_is_here_has_to_read_is_not_given_up(string name)
    {
        Send(name, "one");

        Assert.Throws<SidecarException>(() => _crowd.State.Orphans.Purge(_crowd.Human, AgentName.ParseParty(name)));
        Assert.Equal(1, _crowd.State.Inbox.Take(name == "human" ? _crowd.Human : _crowd.Agent(name), default, limit: 0).Unread);
    }

    [Fact]
    public void After_thirty_days_without_anybody_of_the_name_they_are_given_up()
    {
        Send("bob", "old");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        _crowd.Time.Advance(TimeSpan.FromDays(1));
        Send("bob", "younger");
        _crowd.Time.Advance(TimeSpan.FromDays(29) - TimeSpan.FromSeconds(1));
        Back("dave");
        Assert.Equal(["bob 2"], Orphans());

        _crowd.Time.Advance(TimeSpan.FromSeconds(2));
        Back("erin");

        Assert.Equal(["bob 1"], Orphans());
        Assert.Contains(_crowd.State.Events.Recent(5), happening => happening is { Kind: "messages.purged", Who: "system", Detail: "1 message: nobody came back for 30 days" });
    }

    [Fact]
    public void A_clock_that_is_wrong_for_a_moment_gives_nothing_up()
    {
        Send("bob", "old");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        _crowd.Time.Advance(TimeSpan.FromDays(365));
        Back("dave");
        Back("erin");
        _crowd.Time.Advance(TimeSpan.FromDays(-365));
        Back("fred");

        Assert.Equal(["bob 1"], Orphans());
    }

    [Fact]
    public void One_clock_that_is_ahead_gives_nothing_up_although_something_happened_meanwhile()
    {
        Send("bob", "old");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        _crowd.Time.Advance(TimeSpan.FromDays(2));
        Back("dave");
        _crowd.Time.Advance(TimeSpan.FromDays(29));
        Back("erin");
        _crowd.Time.Advance(TimeSpan.FromDays(-29));
        Back("fred");

        Assert.Equal(["bob 1"], Orphans());
    }

    [Fact]
    public void Who_is_found_dead_by_a_clock_that_is_ahead_does_not_vouch_for_it()
    {
        _crowd.Join("carol");
        Send("bob", "old");
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        _crowd.Time.Advance(TimeSpan.FromDays(2));
        Back("dave");
        _crowd.Kill("carol");
        _crowd.Time.Advance(TimeSpan.FromDays(29));
        Back("erin");

        Assert.Equal(["bob 1"], Orphans());
    }

    [Fact]
    public void However_many_are_gone_it_is_asked_once_whether_the_time_has_passed_and_never_where_nobody_is()
    {
        foreach (var name in new[] { "bob", "carol", "dave" })
        {
            _crowd.Join(name);
            Send(name, "old");
            _crowd.State.Agents.Leave(_crowd.Agent(name), "went home");
        }

        Assert.Equal(0, Joining("erin"));
        _crowd.Time.Advance(TimeSpan.FromDays(15));
        Back("fred");
        _crowd.Time.Advance(TimeSpan.FromDays(16));
        Back("gina");
        _crowd.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, Joining("hal"));
        Assert.Empty(Orphans());

        int Joining(string name)
        {
            var asked = 0;
            var handle = ((StateConnection)_crowd.State.Database.Read(db => db)).Handle;
            raw.sqlite3_trace(handle, (_, sql) => asked += sql.Contains("FROM events WHERE at < ", StringComparison.Ordinal) ? 1 : 0, null);
            Back(name);
            raw.sqlite3_trace(handle, (strdelegate_trace?)null, null);
            return asked;
        }
    }

    [Fact]
    public void Old_messages_of_somebody_who_left_lately_or_comes_back_now_are_kept()
    {
        Send("bob", "old");
        Send("ada", "old too", from: "bob");
        _crowd.Time.Advance(TimeSpan.FromDays(40));
        _crowd.State.Agents.Leave(_crowd.Agent("bob"), "went home");
        _crowd.Kill("ada");
        _crowd.Time.Advance(TimeSpan.FromDays(5));

        Assert.Equal(["old too"], Unread(Back("ada")));
        Assert.Equal(["old"], Unread(Back("bob")));
    }

    [Fact]
    public void What_a_person_has_not_read_is_kept_for_ever()
    {
        Send("human", "hello");
        _crowd.Time.Advance(TimeSpan.FromDays(400));
        Back("dave");

        Assert.Equal(["hello"], Unread(_crowd.Human));
    }

    private void Send(string to, string text, string from = "ada") =>
        _crowd.State.Messages.Send(_crowd.Agent(from), new Draft(to, text), TalkLimits.Usual);

    private AgentKey Back(string name) => _crowd.State.Agents.Register(
        _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse(name) }).Key;

    private List<string> Unread(AgentKey reader) =>
        [.. _crowd.State.Inbox.Take(reader, new CallId(_crowd.State.Self, 1), limit: 100).Messages.Select(message => message.Text)];

    private IEnumerable<string> Orphans() => _crowd.State.Orphans.List().Select(orphan => $"{orphan.Name} {orphan.Count}");
}
