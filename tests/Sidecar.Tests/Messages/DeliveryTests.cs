using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Messages;

public sealed class DeliveryTests : ReaderTests
{
    [Fact]
    public void A_call_is_a_sign_of_life_of_theServer()
    {
        var bob = Crowd.Agent("bob");
        Crowd.Time.Advance(TimeSpan.FromMinutes(30));

        Crowd.State.Inbox.BeginCall(bob, Server, []);

        Assert.Equal(Crowd.Time.GetUtcNow(), Crowd.State.Agents.Get(bob).HeartbeatAt);
    }

    [Fact]
    public void Any_call_of_an_agent_keeps_its_claims()
    {
        Crowd.Claim("bob", "a.txt");
        Crowd.Time.Advance(TimeSpan.FromMinutes(20));
        Call("bob");
        Crowd.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(["bob: a.txt"], Crowd.InForce());
    }

    [Fact]
    public void Messages_come_oldest_first_with_the_number_left()
    {
        foreach (var text in new[] { "one", "two", "three" })
            Send("ada", "bob", text);

        var delivery = Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Server, 1), limit: 2);

        Assert.Equal(["one", "two"], delivery.Messages.Select(message => message.Text));
        Assert.Equal((1, 3), (delivery.Left, delivery.Unread));
    }

    [Fact]
    public void A_message_to_an_agent_that_is_gone_waits_for_it_and_the_sender_is_told()
    {
        Crowd.Join("bob");
        Crowd.Kill("bob");

        var sent = Send("ada", "bob", "for later");
        var (_, back) = Crowd.State.Agents.Register(
            Crowd.Registration(Crowd.Processes.Start()) with { Name = AgentName.Parse("bob") });

        Assert.False(Assert.Single(sent.Recipients).Live);
        Assert.Equal(["for later"], Take(back, call: 1));
    }

    [Fact]
    public void A_broadcast_goes_to_whoever_is_here_now_and_not_to_its_sender()
    {
        Crowd.Join("bob");
        Crowd.Join("carol");
        Crowd.Kill("carol");

        var sent = Send("ada", "all", "hi");
        Crowd.Join("dave");

        Assert.Equal(["bob"], sent.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Empty(Call("dave"));
        Assert.Empty(Call("ada"));
    }

    [Fact]
    public void A_name_nobody_ever_had_is_refused_with_who_is_here()
    {
        Crowd.Join("bob");

        var refusal = Assert.Throws<SidecarException>(() => Send("ada", "bbo", "hi"));

        Assert.Equal("send to one of bob", refusal.Next);
        Assert.Empty(Crowd.State.Messages.Log(new LogQuery()));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("system")]
    [InlineData("not a name")]
    public void A_message_that_can_reach_nobody_is_refused(string to)
    {
        Assert.Throws<SidecarException>(() => Send("ada", to, "hi"));
        Assert.Empty(Crowd.State.Messages.Log(new LogQuery()));
    }

    [Fact]
    public void A_message_of_16_KiB_passes_and_one_more_byte_does_not()
    {
        Send("ada", "human", new string('x', Draft.MaxBytes));

        Assert.Throws<SidecarException>(() => Send("ada", "human", new string('x', Draft.MaxBytes + 1)));
    }

    [Fact]
    public void A_body_nested_so_deep_that_a_reader_could_fail_on_it_is_refused()
    {
        Crowd.Join("bob");
        var body = new string('[', Draft.MaxDepth + 1) + new string(']', Draft.MaxDepth + 1);

        Assert.Throws<SidecarException>(() => Crowd.State.Messages.Send(Crowd.Agent("ada"), new Draft("bob", "", body), TalkLimits.Usual));
        Assert.Empty(Call("bob"));
    }

    [Fact]
    public void One_take_is_limited_in_size_too_but_never_to_nothing()
    {
        foreach (var text in new[] { "12345", "1234", "123" })
            Send("ada", "bob", text);

        Assert.Equal(["12345", "1234"], Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Server, 1), 10, characters: 9)
            .Messages.Select(message => message.Text));
        Assert.Single(Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Server, 2), 10, characters: 1).Messages);
    }

    [Fact]
    public void A_message_to_an_earlier_name_finds_the_agent()
    {
        Crowd.Join("bob");
        Crowd.State.Agents.Describe(Crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        var sent = Crowd.State.Messages.Send(Crowd.Agent("ada"), new Draft("bob", "hello"), TalkLimits.Usual);

        Assert.Equal(["robert"], sent.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void A_new_name_takes_the_unread_messages_along()
    {
        Send("ada", "bob", "hello");

        Crowd.State.Agents.Describe(Crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void A_new_name_takes_an_unread_broadcast_along_that_a_dead_agent_of_that_name_has_read()
    {
        Crowd.Join("bob");
        Crowd.Join("carol");
        Send("ada", "all", "hello");
        Call("carol");
        Call("carol");
        Crowd.Kill("carol");

        Crowd.State.Agents.Describe(Crowd.Agent("bob"), AgentName.Parse("carol"), null, null, null);

        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void The_log_is_newest_first_and_can_be_narrowed()
    {
        Send("ada", "bob", "100% sure");
        Send("bob", "ada", "100 times sure");
        Send("carol", "human", "aside");

        Assert.Equal(["aside", "100 times sure", "100% sure"], Log(new LogQuery()));
        Assert.Equal(["100% sure"], Log(new LogQuery(Search: "%")));
        Assert.Equal(["100 times sure", "100% sure"], Log(new LogQuery(With: AgentName.Parse("bob"))));
        Assert.Equal(["aside"], Log(new LogQuery(Since: 2)));
        Assert.Equal(["100 times sure"], Log(new LogQuery(Before: 3, Limit: 1)));
    }

    private List<string> Log(LogQuery query) => Crowd.State.Messages.Log(query).Select(message => message.Text).ToList();
}
