using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class TopicTests : IDisposable
{
    private static readonly TopicName Api = TopicName.Parse("api");

    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void Who_joins_first_creates_the_topic_and_joining_twice_changes_nothing()
    {
        var first = Join("ada");
        var again = _crowd.State.Topics.Join(_crowd.Agent("ada"), TopicName.Parse("API"));
        var other = Join("bob");

        Assert.True(first.HasChanged);
        Assert.False(again.HasChanged);
        Assert.Equal(("api", "ada"), (again.Topic.Name.ToString(), again.Topic.CreatedBy.ToString()));
        Assert.Equal(["ada", "bob"], Members(other.Topic));
        Assert.Single(_crowd.State.Topics.List(AgentName.Human));
    }

    [Fact]
    public void No_more_than_two_hundred_are_open_at_once()
    {
        for (var number = 1; number <= TopicStore.MostOpen; number++)
            _crowd.State.Topics.Join(_crowd.Agent("ada"), TopicName.Parse($"t{number}"));

        var full = Assert.Throws<SidecarException>(() => Join("ada"));

        Assert.Equal("200 topics are open, and no more are allowed. api was not created.", full.Message);
        Assert.False(_crowd.State.Topics.Join(_crowd.Agent("ada"), TopicName.Parse("t1")).HasChanged);
        _crowd.State.Topics.Close(_crowd.Agent("ada"), TopicName.Parse("t1"));
        Assert.True(Join("ada").HasChanged);
    }

    [Fact]
    public void What_is_said_in_a_topic_goes_to_its_members_of_now_without_the_sender()
    {
        Join("ada");
        Join("bob");
        _crowd.Join("carol");

        var sent = Say("ada", "hello");
        Join("carol");

        Assert.Equal(["bob"], sent.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Equal("api", sent.Topic);
        Assert.Equal(["hello"], Unread("bob"));
        Assert.Empty(Unread("carol"));
        Assert.Empty(Unread("ada"));
    }

    [Fact]
    public void A_name_in_a_topic_is_the_only_one_who_gets_it()
    {
        Join("ada");
        Join("bob");
        Join("carol");

        Send("ada", new Draft("bob", "hello") { Topic = "Api" });

        Assert.Equal(["hello"], Unread("bob"));
        Assert.Empty(Unread("carol"));
        Assert.Equal(["hello"], Log("api"));
    }

    [Fact]
    public void Somebody_who_has_not_joined_is_not_written_to_in_a_topic()
    {
        Join("ada");
        Join("carol");
        _crowd.Join("bob");

        var refusal = Refused("ada", new Draft("bob", "hello") { Topic = "api" });

        Assert.Equal("bob is no member of the topic api. Members: ada, carol.", refusal.Message);
    }

    [Fact]
    public void An_agent_writes_only_where_it_has_joined_and_a_person_anywhere()
    {
        Join("bob");

        var refusal = Refused("ada", new Draft("all", "hello") { Topic = "api" });
        _crowd.State.Messages.Send(_crowd.Human, new Draft("all", "good day") { Topic = "api" }, TalkLimits.Usual);

        Assert.StartsWith("topic action=join name=api ", refusal.Next);
        Assert.Equal(["good day"], Unread("bob"));
    }

    [Fact]
    public void A_person_who_has_not_joined_gets_what_it_writes_only_where_it_asks_for_it()
    {
        Join("ada");
        var draft = new Draft("all", "good day") { Topic = "api" };

        var without = _crowd.State.Messages.Send(_crowd.Human, draft, TalkLimits.Usual);
        var with = _crowd.State.Messages.Send(_crowd.Human, draft with { IncludeSelf = true }, TalkLimits.Usual);

        Assert.Equal(["ada"], without.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Equal(["ada", "human"], with.Recipients.Select(recipient => recipient.Name.ToString()));
    }

    [Fact]
    public void A_topics_name_begins_with_no_dash() => Assert.Throws<SidecarException>(() => TopicName.Parse("-api"));

    [Fact]
    public void Only_who_wants_to_write_in_an_unknown_topic_is_told_how_to_create_it()
    {
        _crowd.Join("ada");

        Assert.StartsWith("topic action=join name=apy ", Refused("ada", new Draft("all", "hello") { Topic = "apy" }).Next);
        Join("ada");

        Assert.StartsWith("take one of api, or topic action=join name=apy ", Refused("ada", new Draft("all", "hello") { Topic = "apy" }).Next);
        var apy = TopicName.Parse("apy");
        Assert.Equal("take one of api", Assert.Throws<SidecarException>(() => _crowd.State.Topics.Leave(_crowd.Agent("ada"), apy)).Next);
        Assert.Equal("take one of api", Assert.Throws<SidecarException>(() => _crowd.State.Topics.Close(_crowd.Agent("ada"), apy)).Next);
        Assert.Equal("take one of api", Assert.Throws<SidecarException>(() => _crowd.State.Topics.Get(apy)).Next);
    }

    [Fact]
    public void An_unknown_topic_is_refused_with_those_there_are()
    {
        Join("ada");
        _crowd.State.Topics.Join(_crowd.Agent("ada"), TopicName.Parse("done"));
        _crowd.State.Topics.Close(_crowd.Agent("ada"), TopicName.Parse("done"));

        Assert.Equal("There is no topic apy. Open ones: api.", Refused("ada", new Draft("all", "hello") { Topic = "apy" }).Message);
    }

    [Fact]
    public void A_closed_topic_takes_nothing_more_and_can_be_read()
    {
        Join("ada");
        Join("bob");
        Say("ada", "hello");

        Assert.True(_crowd.State.Topics.Close(_crowd.Agent("bob"), Api).HasChanged);

        Assert.StartsWith("The topic api was closed by bob", Refused("ada", new Draft("all", "more") { Topic = "api" }).Message);
        Assert.Throws<SidecarException>(() => Join("carol"));
        Assert.Equal(["bob closed the topic api, for good. history topic=api (in a terminal: sidecar log --topic api) reads it"], _crowd.State.Inbox
            .Take(_crowd.Agent("ada"), new CallId(_crowd.State.Self, 1), 50).Messages.Where(message => message.From == AgentName.System).Select(message => message.Text));
        Assert.False(_crowd.State.Topics.Close(_crowd.Agent("ada"), Api).HasChanged);
        Assert.Equal("hello", Log("API").Last());
        Assert.Equal(["hello"], Unread("bob"));
    }

    [Fact]
    public void Only_members_and_people_close_a_topic()
    {
        Join("ada");

        Assert.Throws<SidecarException>(() => _crowd.State.Topics.Close(_crowd.Agent("bob"), Api));
        Assert.True(_crowd.State.Topics.Close(_crowd.Human, Api).HasChanged);
    }

    [Fact]
    public void Who_leaves_gets_nothing_more_and_keeps_what_it_was_sent()
    {
        Join("ada");
        Join("bob");
        Say("ada", "one");

        Assert.True(_crowd.State.Topics.Leave(_crowd.Agent("bob"), Api).HasChanged);
        Assert.False(_crowd.State.Topics.Leave(_crowd.Agent("bob"), Api).HasChanged);
        Say("ada", "two");

        Assert.Equal(["one"], Unread("bob"));
    }

    [Fact]
    public void Who_is_away_stays_a_member_and_finds_its_messages_when_it_comes_back()
    {
        Join("ada");
        Join("bob");
        _crowd.Kill("bob");

        var sent = Say("ada", "hello");
        var (_, back) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse("bob") });

        Assert.False(Assert.Single(sent.Recipients).Live);
        Assert.Equal(["hello"], _crowd.State.Inbox.Take(back, new CallId(_crowd.State.Self, 1), 10).Messages.Select(message => message.Text));
    }

    [Fact]
    public void A_new_name_takes_the_topics_along()
    {
        Join("ada");
        Join("bob");

        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);
        Say("ada", "hello");

        Assert.Equal(["ada", "robert"], Members(_crowd.State.Topics.Get(Api)).Order(StringComparer.Ordinal));
        Assert.Equal(["hello"], Unread("bob"));
    }

    [Fact]
    public void Each_reader_has_its_own_count_of_unread_messages_per_topic()
    {
        var other = TopicName.Parse("other");
        Join("ada");
        Join("bob");
        _crowd.State.Topics.Join(_crowd.Agent("bob"), other);
        Say("ada", "one");
        Say("ada", "two");
        Send("ada", new Draft("bob", "aside"));

        Assert.Equal(["api 2", "other 0"], Counts("bob"));
        Assert.Equal(["api 0", "other 0"], Counts("ada"));
        Unread("bob");
        Assert.Equal(["api 0", "other 0"], Counts("bob"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("a b")]
    [InlineData("häuser")]
    [InlineData("123456789012345678901234567890123")]
    public void What_cannot_be_a_topics_name_is_refused(string name) => Assert.Throws<SidecarException>(() => TopicName.Parse(name));

    private TopicChange Join(string name) => _crowd.State.Topics.Join(_crowd.Agent(name), Api);

    private Sent Say(string from, string text) => Send(from, new Draft("all", text) { Topic = "api" });

    private Sent Send(string from, Draft draft) => _crowd.State.Messages.Send(_crowd.Agent(from), draft, TalkLimits.Usual);

    private SidecarException Refused(string from, Draft draft) => Assert.Throws<SidecarException>(() => Send(from, draft));

    private List<string> Unread(string name)
    {
        var unread = _crowd.State.Inbox.Take(_crowd.Agent(name), new CallId(_crowd.State.Self, 1), limit: 100).Messages;
        _crowd.State.Inbox.Acknowledge(_crowd.Agent(name), [.. unread.Select(message => message.Id)]);
        return [.. unread.Select(message => message.Text)];
    }

    private IEnumerable<string> Counts(string viewer) =>
        _crowd.State.Topics.List(AgentName.Parse(viewer)).Select(topic => $"{topic.Name} {topic.Unread}");

    private IEnumerable<string> Log(string topic) =>
        _crowd.State.Messages.Log(new LogQuery { Topic = topic }).Select(message => message.Text);

    private static IEnumerable<string> Members(Topic topic) => topic.Members.Select(member => member.Name.ToString());
}
