using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class DeliveryTests : IDisposable
{
    private readonly Crowd _crowd = new();
    private readonly ProcessRef _server;
    private long _calls;

    public DeliveryTests() => _server = _crowd.Processes.Start("sidecar-mcp");

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void A_message_is_shown_once_and_read_with_the_next_call()
    {
        Send("ada", "bob", "hello");

        Assert.Equal(["hello"], Call("bob"));
        Assert.Empty(Call("bob"));
        Assert.Equal(0, _crowd.State.Inbox.Take(_crowd.Agent("bob"), default, limit: 0).Unread);
    }

    [Fact]
    public void A_message_whose_reader_died_before_its_next_call_is_shown_again()
    {
        Send("ada", "bob", "hello");
        Call("bob");
        _crowd.Processes.Kill(_server);

        var other = _crowd.Processes.Start("sidecar-mcp");

        Assert.Equal(["hello"], Call("bob", other));
    }

    [Fact]
    public void Two_calls_at_the_same_time_do_not_show_a_message_twice_nor_confirm_each_others()
    {
        Send("ada", "bob", "hello");
        var running = Take("bob", call: 1);

        _crowd.State.Inbox.BeginCall(_crowd.Agent("bob"), _server, [1]);
        var meanwhile = Take("bob", call: 2);
        _crowd.Processes.Kill(_server);

        Assert.Equal(["hello"], running);
        Assert.Empty(meanwhile);
        Assert.Equal(1, _crowd.State.Inbox.Take(_crowd.Agent("bob"), default, limit: 0).Unread);
    }

    [Fact]
    public void What_a_call_took_whose_reply_is_not_sent_is_shown_by_the_next_one()
    {
        Send("ada", "bob", "hello");
        Send("ada", "bob", "again");
        _crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_server, 7), limit: 1);

        _crowd.State.Inbox.PutBack(_crowd.Agent("bob"), new CallId(_server, 7));

        Assert.Equal(["hello", "again"], Call("bob"));
    }

    [Fact]
    public void What_a_call_shows_of_itself_is_not_brought_again_and_is_read_with_the_next_call()
    {
        Send("ada", "bob", "one");
        var shown = Send("ada", "bob", "two").Id;

        Assert.True(_crowd.State.Inbox.TakeShown(_crowd.Agent("bob"), new CallId(_server, 7), shown));
        Assert.Equal(["one"], Take("bob", call: 7));
        Assert.Empty(Call("bob"));
    }

    [Fact]
    public void What_a_call_showed_of_itself_is_unread_again_where_its_reply_is_not_sent_or_its_reader_dies()
    {
        var shown = Send("ada", "bob", "hello").Id;
        _crowd.State.Inbox.TakeShown(_crowd.Agent("bob"), new CallId(_server, 7), shown);
        _crowd.State.Inbox.PutBack(_crowd.Agent("bob"), new CallId(_server, 7));
        Assert.True(_crowd.State.Inbox.TakeShown(_crowd.Agent("bob"), new CallId(_server, 8), shown));
        _crowd.Processes.Kill(_server);

        Assert.Equal(["hello"], Call("bob", _crowd.Processes.Start("sidecar-mcp")));
    }

    [Fact]
    public void What_is_read_is_being_shown_or_is_for_another_one_is_not_taken_as_shown()
    {
        var read = Send("ada", "bob", "read").Id;
        Call("bob");
        Call("bob");
        var busy = Send("ada", "bob", "busy").Id;
        Take("bob", call: 70);

        Assert.All(new[] { read, busy }, id => Assert.False(_crowd.State.Inbox.TakeShown(_crowd.Agent("bob"), new CallId(_server, 71), id)));
        Assert.False(_crowd.State.Inbox.TakeShown(_crowd.Agent("ada"), new CallId(_server, 72), busy));
    }

    [Fact]
    public void Putting_back_leaves_what_other_calls_took()
    {
        Send("ada", "bob", "hello");
        Take("bob", call: 7);

        _crowd.State.Inbox.PutBack(_crowd.Agent("bob"), new CallId(_server, 8));

        Assert.Empty(Call("bob"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wait_lasts_as_long_as_was_asked_for_whatever_the_clock_is_set_to()
    {
        var bob = _crowd.Agent("bob");
        var wait = _crowd.State.Inbox.TakeAsync(bob, new CallId(_server, 7), 5, 4_000, TimeSpan.FromSeconds(60), CancellationToken.None);
        var look = _crowd.State.Inbox.LookAsync(bob, 5, TimeSpan.FromSeconds(60), CancellationToken.None);
        _crowd.Time.Set(TimeSpan.FromHours(-1));

        for (var second = 0; second < 60; second++)
        {
            _crowd.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(Task.WhenAll(wait, look), Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        Assert.Empty((await wait.WaitAsync(TimeSpan.FromSeconds(20))).Messages);
        Assert.Empty((await look.WaitAsync(TimeSpan.FromSeconds(20))).Messages);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wait_in_a_state_that_was_taken_away_ends_with_what_the_next_call_would_hear()
    {
        var bob = _crowd.Agent("bob");
        var first = _crowd.State.Inbox.TakeAsync(bob, new CallId(_server, 7), 5, 4_000, TimeSpan.FromMinutes(60), CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(_crowd.Folder))
            File.Delete(file);
        var gone = await Ended(first);
        SidecarDatabase.Create(_crowd.Folder);
        var replaced = await Ended(
            _crowd.State.Inbox.TakeAsync(bob, new CallId(_server, 8), 5, 4_000, TimeSpan.FromMinutes(60), CancellationToken.None));

        Assert.Equal(ProblemKind.NotSetUp, gone.Kind);
        Assert.Contains("set up anew", replaced.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_only_looks_hides_nothing_from_the_reader_and_is_no_sign_of_its_life()
    {
        Send("ada", "bob", "hello");
        _crowd.Time.Advance(TimeSpan.FromMinutes(5));
        var active = _crowd.State.Agents.Get(_crowd.Agent("bob")).ActiveAt;

        var seen = await _crowd.State.Inbox.LookAsync(_crowd.Agent("bob"), 5, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal("hello", Assert.Single(seen.Messages).Text);
        Assert.Equal(active, _crowd.State.Agents.Get(_crowd.Agent("bob")).ActiveAt);
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void A_call_is_a_sign_of_life_of_the_server()
    {
        var bob = _crowd.Agent("bob");
        _crowd.Time.Advance(TimeSpan.FromMinutes(30));

        _crowd.State.Inbox.BeginCall(bob, _server, []);

        Assert.Equal(_crowd.Time.GetUtcNow(), _crowd.State.Agents.Get(bob).HeartbeatAt);
    }

    [Fact]
    public void Any_call_of_an_agent_keeps_its_claims()
    {
        _crowd.Claim("bob", "a.txt");
        _crowd.Time.Advance(TimeSpan.FromMinutes(20));
        Call("bob");
        _crowd.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(["bob: a.txt"], _crowd.InForce());
    }

    [Fact]
    public void Messages_come_oldest_first_with_the_number_left()
    {
        foreach (var text in new[] { "one", "two", "three" })
            Send("ada", "bob", text);

        var delivery = _crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_server, 1), limit: 2);

        Assert.Equal(["one", "two"], delivery.Messages.Select(message => message.Text));
        Assert.Equal((1, 3), (delivery.Left, delivery.Unread));
    }

    [Fact]
    public void A_message_to_an_agent_that_is_gone_waits_for_it_and_the_sender_is_told()
    {
        _crowd.Join("bob");
        _crowd.Kill("bob");

        var sent = Send("ada", "bob", "for later");
        var (_, back) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse("bob") });

        Assert.False(Assert.Single(sent.Recipients).Live);
        Assert.Equal(["for later"], Take(back, call: 1));
    }

    [Fact]
    public void A_broadcast_goes_to_whoever_is_here_now_and_not_to_its_sender()
    {
        _crowd.Join("bob");
        _crowd.Join("carol");
        _crowd.Kill("carol");

        var sent = Send("ada", "all", "hi");
        _crowd.Join("dave");

        Assert.Equal(["bob"], sent.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Empty(Call("dave"));
        Assert.Empty(Call("ada"));
    }

    [Fact]
    public void A_name_nobody_ever_had_is_refused_with_who_is_here()
    {
        _crowd.Join("bob");

        var refusal = Assert.Throws<SidecarException>(() => Send("ada", "bbo", "hi"));

        Assert.Equal("send to one of bob", refusal.Next);
        Assert.Empty(_crowd.State.Messages.Log(new LogQuery()));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("system")]
    [InlineData("not a name")]
    public void A_message_that_can_reach_nobody_is_refused(string to)
    {
        Assert.Throws<SidecarException>(() => Send("ada", to, "hi"));
        Assert.Empty(_crowd.State.Messages.Log(new LogQuery()));
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
        _crowd.Join("bob");
        var body = new string('[', Draft.MaxDepth + 1) + new string(']', Draft.MaxDepth + 1);

        Assert.Throws<SidecarException>(() => _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("bob", "", body), TalkLimits.Usual));
        Assert.Empty(Call("bob"));
    }

    [Fact]
    public void What_a_person_was_shown_on_a_host_that_is_no_more_is_shown_again()
    {
        _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("human", "hello"), TalkLimits.Usual);
        using (var elsewhere = _crowd.Open())
        {
            _crowd.Processes.Host = "a-container";
            using var container = _crowd.Open();
            container.Inbox.Take(_crowd.Human, new CallId(_server, 1), limit: 10);
            _crowd.Processes.Host = "this-host";
        }

        Assert.Empty(Take(_crowd.Human, call: 2));
        _crowd.Time.Advance(Presence.HeartbeatLimit);
        Assert.Equal(["hello"], Take(_crowd.Human, call: 3));
    }

    [Fact]
    public void One_take_is_limited_in_size_too_but_never_to_nothing()
    {
        foreach (var text in new[] { "12345", "1234", "123" })
            Send("ada", "bob", text);

        Assert.Equal(["12345", "1234"], _crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_server, 1), 10, characters: 9)
            .Messages.Select(message => message.Text));
        Assert.Single(_crowd.State.Inbox.Take(_crowd.Agent("bob"), new CallId(_server, 2), 10, characters: 1).Messages);
    }

    [Fact]
    public void A_message_to_an_earlier_name_finds_the_agent()
    {
        _crowd.Join("bob");
        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        var sent = _crowd.State.Messages.Send(_crowd.Agent("ada"), new Draft("bob", "hello"), TalkLimits.Usual);

        Assert.Equal(["robert"], sent.Recipients.Select(recipient => recipient.Name.ToString()));
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void An_acknowledged_message_is_read_at_once()
    {
        var sent = Send("ada", "bob", "hello");

        Assert.Equal(1, _crowd.State.Inbox.Acknowledge(_crowd.Agent("bob"), [sent.Id, 999]));
        Assert.Empty(Call("bob"));
    }

    [Fact]
    public void Nobody_acknowledges_what_another_was_sent()
    {
        var sent = Send("ada", "bob", "hello");

        Assert.Equal(0, _crowd.State.Inbox.Acknowledge(_crowd.Agent("ada"), [sent.Id]));
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void What_was_read_stays_read_whatever_is_acknowledged_or_put_back_later()
    {
        var sent = Send("ada", "bob", "hello");
        Call("bob");
        _crowd.State.Inbox.BeginCall(_crowd.Agent("bob"), _server, []);

        Assert.Equal(0, _crowd.State.Inbox.Acknowledge(_crowd.Agent("bob"), [sent.Id]));
        _crowd.State.Inbox.PutBack(_crowd.Agent("bob"), new CallId(_server, _calls));
        _crowd.Processes.Kill(_server);

        Assert.Empty(Call("bob", _crowd.Processes.Start("sidecar-mcp")));
    }

    [Fact]
    public void A_new_name_takes_the_unread_messages_along()
    {
        Send("ada", "bob", "hello");

        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void A_new_name_takes_an_unread_broadcast_along_that_a_dead_agent_of_that_name_has_read()
    {
        _crowd.Join("bob");
        _crowd.Join("carol");
        Send("ada", "all", "hello");
        Call("carol");
        Call("carol");
        _crowd.Kill("carol");

        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("carol"), null, null, null);

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

    private Sent Send(string from, string to, string text)
    {
        if (to is "bob" or "ada" or "carol")
            _crowd.Join(to);
        return _crowd.State.Messages.Send(_crowd.Agent(from), new Draft(to, text), TalkLimits.Usual);
    }

    private List<string> Call(string name, ProcessRef? server = null)
    {
        _crowd.State.Inbox.BeginCall(_crowd.Agent(name), server ?? _server, []);
        return Take(_crowd.Agent(name), ++_calls, server);
    }

    private List<string> Take(string name, long call) => Take(_crowd.Agent(name), call);

    private List<string> Take(AgentKey key, long call, ProcessRef? server = null) =>
        _crowd.State.Inbox.Take(key, new CallId(server ?? _server, call), limit: 10).Messages.Select(message => message.Text).ToList();

    private List<string> Log(LogQuery query) => _crowd.State.Messages.Log(query).Select(message => message.Text).ToList();

    private async Task<SidecarException> Ended(Task wait)
    {
        while (!wait.IsCompleted)
        {
            _crowd.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        return await Assert.ThrowsAsync<SidecarException>(() => wait);
    }
}
