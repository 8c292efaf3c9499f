using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class HandoffTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void A_summary_for_all_is_in_the_log_and_in_nobodys_inbox()
    {
        _crowd.Join("bob");

        var handoff = Write("ada", "half of it is done");

        Assert.Equal("all", handoff.Scope.ToString());
        Assert.Empty(handoff.Sent.Recipients);
        Assert.Equal(0, Unread("bob"));
        Assert.Equal(("handoff", "half of it is done"), Assert.Single(Log().Select(message => (message.Kind!, message.Text))));
    }

    [Fact]
    public void A_summary_for_a_name_is_delivered_to_it_also_when_it_comes_back()
    {
        _crowd.Join("bob");
        _crowd.Kill("bob");

        var handoff = Write("ada", "for you", "BOB");

        Assert.Equal(new Recipient(AgentName.Parse("bob"), Live: false), Assert.Single(handoff.Sent.Recipients));
        var (_, back) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse("bob") });
        Assert.Equal(1, _crowd.State.Inbox.Take(back, default, limit: 0).Unread);
    }

    [Fact]
    public void What_one_leaves_for_ones_own_next_session_is_not_unread_now()
    {
        Write("ada", "go on with the parser", "ada");

        Assert.Equal(0, Unread("ada"));
        Assert.Equal("ada", Assert.Single(Log()).To);
    }

    [Fact]
    public void A_summary_for_a_topic_is_kept_there_and_in_nobodys_inbox()
    {
        Join("ada", "ui");
        Join("bob", "ui");

        var handoff = Write("ada", "the form is done", "UI");

        Assert.Equal("topic:ui", handoff.Scope.ToString());
        Assert.Equal(0, Unread("bob"));
        Assert.Equal(("all", "ui"), Assert.Single(Log().Select(message => (message.To, message.Topic))));
    }

    [Fact]
    public void A_name_comes_before_a_topic_of_the_same_letters()
    {
        _crowd.Join("bob");
        Join("ada", "bob");

        Assert.Equal(["bob", "topic:bob"], new[] { "bob", "topic:bob" }.Select(scope => Write("ada", "words", scope).Scope.ToString()));
    }

    [Fact]
    public void Who_has_not_joined_a_topic_or_comes_after_its_end_leaves_nothing_in_it()
    {
        Join("ada", "ui");

        Assert.Throws<SidecarException>(() => Write("bob", "words", "ui"));
        _crowd.State.Topics.Close(_crowd.Agent("ada"), TopicName.Parse("ui"));
        Assert.Throws<SidecarException>(() => Write("ada", "words", "ui"));
        Assert.Empty(Log());
    }

    [Fact]
    public void An_earlier_name_still_means_the_agent()
    {
        _crowd.Join("bob");
        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        Assert.Equal("robert", Write("ada", "words", "bob").Scope.ToString());
        Assert.Equal(1, Unread("bob"));
    }

    [Fact]
    public void Summaries_count_against_the_limits_of_their_writer_and_of_the_mailbox()
    {
        _crowd.Join("bob");
        Write("ada", "one", "bob");

        Assert.Throws<SidecarException>(() => Write("ada", "two", "bob", TalkLimits.Usual with { Mailbox = 1 }));
        Assert.Single(Log());
    }

    [Fact]
    public void Whoever_has_sent_too_much_can_still_hand_over_but_not_without_end()
    {
        var limits = TalkLimits.Usual with { PerMinute = 1 };
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("human", "one"), limits);
        Assert.Throws<SidecarException>(() => _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("human", "two"), limits));

        for (var summary = 0; summary < 5; summary++)
            Write("ada", "the form is done", limits: limits);

        Assert.Throws<SidecarException>(() => Write("ada", "the form is done", limits: limits));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("topic:nothing")]
    [InlineData("")]
    [InlineData("'; DROP TABLE messages")]
    public void A_scope_that_means_nobody_is_refused_and_nothing_is_kept(string scope)
    {
        Assert.Throws<SidecarException>(() => Write("ada", "words", scope));
        Assert.Empty(Log());
    }

    [Fact]
    public void An_empty_summary_is_refused_and_16_KiB_are_not()
    {
        Assert.Throws<SidecarException>(() => Write("ada", ""));
        Write("ada", new string('x', Draft.MaxBytes));
        Assert.Throws<SidecarException>(() => Write("ada", new string('x', Draft.MaxBytes + 1)));
        Assert.Single(Log());
    }

    private Handoff Write(string name, string summary, string? scope = null, TalkLimits? limits = null) =>
        _crowd.State.Handoffs.Write(_crowd.Agent(name), summary, scope, limits ?? TalkLimits.Usual);

    private void Join(string name, string topic) => _crowd.State.Topics.Join(_crowd.Agent(name), TopicName.Parse(topic));

    private int Unread(string name) => _crowd.State.Inbox.Take(_crowd.Agent(name), default, limit: 0).Unread;

    private IReadOnlyList<Message> Log() => _crowd.State.Messages.Log(new LogQuery());
}
