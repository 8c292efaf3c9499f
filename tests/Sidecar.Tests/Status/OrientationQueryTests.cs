using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Status;
using Sidecar.Storage;
using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Status;

public sealed class OrientationQueryTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void It_tells_who_is_here_the_one_active_last_first_and_nobody_who_is_gone()
    {
        foreach (var name in new[] { "ada", "bob", "carol", "dave" })
            _crowd.Join(name);
        _crowd.Kill("dave");
        _crowd.Time.Advance(TimeSpan.FromMinutes(1));
        Send("bob", "human", "here");

        Assert.Equal(["bob", "carol"], Read("ada").Others.Items.Select(other => other.Agent.Name.ToString()));
    }

    [Fact]
    public void It_tells_my_claims_and_my_files_and_not_those_of_others()
    {
        _crowd.Claim("ada", "a/", "b.cs");
        _crowd.Claim("bob", "c.cs");
        Wrote("ada", "d.cs");
        Wrote("bob", "e.cs");

        var orientation = Read("ada");

        Assert.Equal(["b.cs", "a/"], orientation.Claims.Items);
        Assert.Equal(["d.cs"], orientation.Files.Items.Select(file => file.Path.ToString()));
    }

    [Fact]
    public void The_summaries_of_those_who_ended_together_hide_none_of_each_other()
    {
        Leave("ada", "old");
        _crowd.Time.Advance(TimeSpan.FromHours(25));
        Leave("bob", "half of the parser");
        Leave("carol", "a draft");
        Leave("carol", "the docs are done");

        var orientation = Read("dave");

        Assert.Equal("the docs are done", orientation.Summary!.Text);
        Assert.Equal(["half of the parser"], orientation.OtherSummaries.Items.Select(summary => summary.Text));
        Assert.Equal(["half of the parser"], Read("dave", "all").OtherSummaries.Items.Select(summary => summary.Text));
    }

    [Fact]
    public void A_summary_for_a_name_is_for_it_however_it_is_spelled()
    {
        Leave("bob", "yours", "human");
        _crowd.Join("dave");
        Leave("bob", "go on", "DAVE");
        Leave("carol", "for all");

        Assert.Equal(("go on", "for all"), (Read("dave").Summary!.Text, Read("dave").SummaryForAll!.Text));
    }

    [Fact]
    public void A_claim_that_ran_out_is_not_mine_any_more()
    {
        _crowd.Claim("ada", "a.cs");
        _crowd.Time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(Read("ada").Claims.Items);
    }

    [Fact]
    public void Of_hundreds_of_claims_the_latest_are_listed_and_the_others_counted()
    {
        foreach (var number in Enumerable.Range(1, 200))
            _crowd.Claim("ada", $"{number}.cs");

        var claims = Read("ada").Claims;

        Assert.Equal("200.cs", claims.Items[0]);
        Assert.Equal(200, claims.Total);
    }

    [Fact]
    public void A_summary_for_me_by_name_comes_first_and_the_one_for_all_beside_it()
    {
        _crowd.Join("bob");
        Leave("ada", "for all, long ago");
        Leave("ada", "for bob", "bob");
        Leave("ada", "for all");
        Leave("ada", "for carol", _crowd.Join("carol").Agent.Name.ToString());

        var orientation = Read("bob");

        Assert.Equal("for bob", orientation.Summary!.Text);
        Assert.Equal("for all", orientation.SummaryForAll!.Text);
        Assert.Empty(orientation.OtherSummaries.Items);
        Assert.Equal("for all", Read("ada").Summary!.Text);
    }

    [Fact]
    public void With_a_scope_it_is_the_latest_summary_of_exactly_that()
    {
        _crowd.Join("bob");
        Leave("ada", "for bob", "bob");
        Leave("ada", "for all");

        Assert.Equal("for bob", Read("ada", "bob").Summary!.Text);
        Assert.Equal("for all", Read("bob", "all").Summary!.Text);
        Assert.Null(Read("bob", "ada").Summary);
        Assert.Throws<SidecarException>(() => Read("bob", "nobody"));
    }

    [Fact]
    public void Of_a_topic_it_tells_those_who_joined_it_and_those_who_ask()
    {
        Join("ada", "ui");
        Join("bob", "ui");
        Join("carol", "api");
        Leave("ada", "the form is done", "ui");
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("all", "look") { Topic = "ui" }, TalkLimits.Usual);

        Assert.Equal("the form is done", Read("bob").Summary!.Text);
        Assert.Equal([(TopicName.Parse("ui"), 1)], Read("bob").Topics.Items);
        Assert.Null(Read("carol").Summary);
        Assert.Equal("the form is done", Read("carol", "ui").Summary!.Text);
        Assert.Equal(["look"], Read("carol", "ui").Messages.Select(message => message.Text));
    }

    [Fact]
    public void It_tells_the_consultations_that_I_am_a_party_of()
    {
        _crowd.Join("bob");
        _crowd.Join("carol");
        var request = new ConsultationRequest([AgentName.Parse("bob")], "take the tests", [], ConsultationCause.Request, TimeSpan.FromMinutes(10));
        _crowd.State.Consultations.Open(_crowd.Agent("ada"), request, TalkLimits.Usual);

        Assert.Equal(["take the tests"], Read("bob").Consultations.Items.Select(thread => thread.Subject));
        Assert.Single(Read("ada").Consultations.Items);
        Assert.Empty(Read("carol").Consultations.Items);
    }

    [Fact]
    public void Where_very_much_is_unread_its_topics_are_not_counted()
    {
        Join("ada", "ui");
        Join("bob", "ui");
        foreach (var number in Enumerable.Range(1, 1_001))
            _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("all", $"{number}") { Topic = "ui" }, TalkLimits.Usual with { PerMinute = 2_000 });

        Assert.Equal(1_001, Read("bob").Unread);
        Assert.Empty(Read("bob").Topics.Items);
    }

    [Fact]
    public void What_was_said_last_is_told_but_neither_what_is_unread_nor_what_is_between_others()
    {
        _crowd.Join("bob");
        _crowd.Join("carol");
        Send("ada", "human", "from me");
        Send("bob", "carol", "not for me");
        Send("bob", "all", "for all");
        Send("bob", "ada", "for me, unread");
        Leave("bob", "a summary");

        Assert.Equal(["from me"], Read("ada").Messages.Select(message => message.Text));
        Assert.Equal(2, Read("ada").Unread);

        _crowd.State.Inbox.Acknowledge(_crowd.Agent("ada"), [3, 4]);

        Assert.Equal(["for me, unread", "for all", "from me"], Read("ada").Messages.Select(message => message.Text));
    }

    [Fact]
    public void What_is_said_in_a_consultation_of_others_is_not_told()
    {
        foreach (var name in new[] { "ada", "bob", "carol", "dave" })
            _crowd.Join(name);
        var request = new ConsultationRequest(
            [AgentName.Parse("bob"), AgentName.Parse("carol")], "who does what?", [], ConsultationCause.Question, TimeSpan.FromMinutes(10));
        _crowd.State.Consultations.Open(_crowd.Agent("ada"), request, TalkLimits.Usual);
        _crowd.State.Inbox.Acknowledge(_crowd.Agent("bob"), [1]);

        Assert.Empty(Read("dave").Messages);
        Assert.Empty(Read("dave", "ada").Messages);
        Assert.Single(Read("ada").Messages);
        Assert.Single(Read("bob").Messages);
    }

    [Fact]
    public void Who_comes_later_is_told_what_was_said_to_all()
    {
        Send("ada", "all", "the build is red");
        _crowd.Join("bob");

        Assert.Equal(["the build is red"], Read("bob").Messages.Select(message => message.Text));
    }

    [Fact]
    public void No_question_walks_through_all_messages()
    {
        var plans = Sentences().SelectMany(sql => _crowd.State.Database.Read(db => db.Query(
            "EXPLAIN QUERY PLAN " + sql, row => row.Text("detail")!,
            ("$me", "x"), ("$reader", "x"), ("$all", "all"), ("$to", "all"), ("$topic", "x"), ("$window", 1), ("$most", 1)))).ToList();

        Assert.Contains(plans, step => step.Contains("messages_handoff", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN TABLE messages", StringComparison.Ordinal) || step.StartsWith("SCAN TABLE deliveries", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sentences() =>
        [OrientationRows.MessagesSql(inTopic: false), OrientationRows.MessagesSql(inTopic: true), HandoffRows.Latest, HandoffRows.LatestInTopics];

    private Orientation Read(string name, string? scope = null) =>
        new OrientationQuery(_crowd.State, _crowd.Time).Read(_crowd.State.Agents.Get(_crowd.Agent(name)), scope);

    private void Send(string from, string to, string text) =>
        _crowd.State.Messages.Send(_crowd.Agent(from), new Draft(to, text), TalkLimits.Usual);

    private void Leave(string from, string summary, string? scope = null) => _crowd.State.Handoffs.Write(_crowd.Agent(from), summary, scope, TalkLimits.Usual);

    private void Join(string name, string topic) => _crowd.State.Topics.Join(_crowd.Agent(name), TopicName.Parse(topic));

    private void Wrote(string name, string path) => _crowd.State.Touches.Record(
        "/repository", [Seen.Change(path, TouchKind.Changed, _crowd.Time.GetUtcNow(), new Authorship(_crowd.State.Agents.Get(_crowd.Agent(name)), Evidence.Process))]);
}
