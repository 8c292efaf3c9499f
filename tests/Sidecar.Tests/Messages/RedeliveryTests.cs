using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Messages;

public sealed class RedeliveryTests : ReaderTests
{
    [Fact]
    public void A_message_is_shown_once_and_read_with_the_next_call()
    {
        Send("ada", "bob", "hello");

        Assert.Equal(["hello"], Call("bob"));
        Assert.Empty(Call("bob"));
        Crowd.Processes.Kill(Server);
        Assert.Empty(Call("bob", Crowd.Processes.Start("sidecar-mcp")));
        Assert.Equal(0, Crowd.State.Inbox.Take(Crowd.Agent("bob"), default, limit: 0).Unread);
    }

    [Fact]
    public void A_message_whose_reader_died_before_its_next_call_is_shown_again()
    {
        Send("ada", "bob", "hello");
        Call("bob");
        Crowd.Processes.Kill(Server);

        var other = Crowd.Processes.Start("sidecar-mcp");

        Assert.Equal(["hello"], Call("bob", other));
    }

    [Fact]
    public void What_was_shown_goes_on_being_shown_where_the_same_server_registers_anew_and_is_read_with_its_next_call()
    {
        Send("ada", "bob", "hello");
        Assert.Equal(["hello"], Call("bob"));
        Crowd.State.Agents.Leave(Crowd.Agent("bob"), "nothing was heard of it");

        var again = Crowd.State.Agents.Register(
            Crowd.Registration(Crowd.Processes.Start()) with { Name = AgentName.Parse("bob"), ServerProcess = Server }).Key;

        Assert.Empty(Take(again, call: 70));
        Crowd.State.Inbox.BeginCall(again, Server, []);
        Crowd.Processes.Kill(Server);
        Assert.Equal(0, Crowd.State.Inbox.Take(again, default, limit: 0).Unread);
    }

    [Fact]
    public void What_one_server_showed_is_shown_again_where_another_one_registers_under_the_name()
    {
        Send("ada", "bob", "hello");
        Assert.Equal(["hello"], Call("bob"));
        Crowd.State.Agents.Leave(Crowd.Agent("bob"), "nothing was heard of it");

        var other = Crowd.State.Agents.Register(
            Crowd.Registration(Crowd.Processes.Start()) with { Name = AgentName.Parse("bob") }).Key;

        Assert.Equal(["hello"], Take(other, call: 70));
    }

    [Fact]
    public void TwoCalls_at_the_same_time_do_not_show_a_message_twice_nor_confirm_each_others()
    {
        Send("ada", "bob", "hello");
        var running = Take("bob", call: 1);

        Crowd.State.Inbox.BeginCall(Crowd.Agent("bob"), Server, [1]);
        var meanwhile = Take("bob", call: 2);
        Crowd.Processes.Kill(Server);

        Assert.Equal(["hello"], running);
        Assert.Empty(meanwhile);
        Assert.Equal(1, Crowd.State.Inbox.Take(Crowd.Agent("bob"), default, limit: 0).Unread);
    }

    [Fact]
    public void What_a_call_took_whose_reply_is_not_sent_is_shown_by_the_next_one()
    {
        Send("ada", "bob", "hello");
        Send("ada", "bob", "again");
        Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Server, 7), limit: 1);

        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), new CallId(Server, 7));

        Assert.Equal(["hello", "again"], Call("bob"));
    }

    [Fact]
    public void What_a_call_shows_of_itself_is_not_brought_again_and_is_read_with_the_next_call()
    {
        Send("ada", "bob", "one");
        var shown = Send("ada", "bob", "two").Id;

        Assert.True(Crowd.State.Inbox.TakeShown(Crowd.Agent("bob"), new CallId(Server, 7), shown));
        Assert.Equal(["one"], Take("bob", call: 7));
        Assert.Empty(Call("bob"));
        Crowd.Processes.Kill(Server);
        Assert.Empty(Call("bob", Crowd.Processes.Start("sidecar-mcp")));
    }

    [Fact]
    public void What_a_call_showed_of_itself_is_unread_again_where_its_reply_is_not_sent_or_its_reader_dies()
    {
        var shown = Send("ada", "bob", "hello").Id;
        Crowd.State.Inbox.TakeShown(Crowd.Agent("bob"), new CallId(Server, 7), shown);
        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), new CallId(Server, 7));
        Assert.True(Crowd.State.Inbox.TakeShown(Crowd.Agent("bob"), new CallId(Server, 8), shown));
        Crowd.Processes.Kill(Server);

        Assert.Equal(["hello"], Call("bob", Crowd.Processes.Start("sidecar-mcp")));
    }

    [Fact]
    public void What_is_read_is_being_shown_or_is_for_another_one_is_not_taken_as_shown()
    {
        var read = Send("ada", "bob", "read").Id;
        Call("bob");
        Call("bob");
        var busy = Send("ada", "bob", "busy").Id;
        Take("bob", call: 70);

        Assert.All(new[] { read, busy }, id => Assert.False(Crowd.State.Inbox.TakeShown(Crowd.Agent("bob"), new CallId(Server, 71), id)));
        Assert.False(Crowd.State.Inbox.TakeShown(Crowd.Agent("ada"), new CallId(Server, 72), busy));
    }

    [Fact]
    public void Putting_back_leaves_what_otherCalls_took()
    {
        Send("ada", "bob", "hello");
        Take("bob", call: 7);

        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), new CallId(Server, 8));

        Assert.Empty(Call("bob"));
    }

    [Fact]
    public async Task Whoever_only_looks_hides_nothing_from_the_reader_and_is_no_sign_of_its_life()
    {
        Send("ada", "bob", "hello");
        Crowd.Time.Advance(TimeSpan.FromMinutes(5));
        var active = Crowd.State.Agents.Get(Crowd.Agent("bob")).ActiveAt;

        var seen = await Crowd.State.Inbox.LookAsync(Crowd.Agent("bob"), 5, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal("hello", Assert.Single(seen.Messages).Text);
        Assert.Equal(active, Crowd.State.Agents.Get(Crowd.Agent("bob")).ActiveAt);
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void What_a_person_was_shown_on_a_host_that_is_no_more_is_shown_again()
    {
        Crowd.State.Messages.Send(Crowd.Agent("ada"), new Draft("human", "hello"), TalkLimits.Usual);
        using (var elsewhere = Crowd.Open())
        {
            Crowd.Processes.Host = "a-container";
            using var container = Crowd.Open();
            container.Inbox.Take(Crowd.Human, new CallId(Server, 1), limit: 10);
            Crowd.Processes.Host = "this-host";
        }

        Assert.Empty(Take(Crowd.Human, call: 2));
        Crowd.Time.Advance(Presence.HeartbeatLimit);
        Assert.Equal(["hello"], Take(Crowd.Human, call: 3));
    }
}
