using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

public sealed class SendingTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public SendingTests()
    {
        _crowd.Join("ada");
        _crowd.Join("bob");
        _crowd.Join("carol");
    }

    public void Dispose() => _crowd.Dispose();

    [Fact]
    public void The_same_key_of_the_same_sender_sends_once_and_tells_of_the_first_time()
    {
        var first = Send("ada", new Draft("bob", "hello") { Key = "k1" });
        var again = Send("ada", new Draft("bob", "hello") { Key = "k1" });

        Assert.Equal((first.Id, true, false), (again.Id, again.IsRepeated, again.IsDifferent));
        Assert.Equal(["bob"], Names(again.Recipients));
        Assert.Equal(["hello"], Unread("bob"));
    }

    [Fact]
    public void Another_sender_may_use_the_same_key()
    {
        Send("ada", new Draft("bob", "hello") { Key = "k1" });

        Assert.False(Send("carol", new Draft("bob", "good day") { Key = "k1" }).IsRepeated);
        Assert.Equal(["hello", "good day"], Unread("bob"));
    }

    [Theory]
    [InlineData("bob", "other words", null)]
    [InlineData("carol", "hello", null)]
    [InlineData("bob", "hello", "1")]
    public void A_key_under_which_something_else_was_sent_says_so_and_sends_nothing(string to, string text, string? body)
    {
        Send("ada", new Draft("bob", "hello") { Key = "k1" });

        var again = Send("ada", new Draft(to, text, body) { Key = "k1" });

        Assert.True(again is { IsRepeated: true, IsDifferent: true });
        Assert.Single(_crowd.State.Messages.Log(new LogQuery()));
    }

    [Theory]
    [InlineData("review", null)]
    [InlineData(null, 1L)]
    [InlineData(null, null)]
    public void Another_kind_or_another_message_that_it_answers_is_something_else_too(string? kind, long? replyTo)
    {
        Send("carol", new Draft("ada", "how?"));
        Send("ada", new Draft("bob", "hello", Kind: "request") { Key = "k1" });

        Assert.True(Send("ada", new Draft("bob", "hello", Kind: kind, ReplyTo: replyTo) { Key = "k1" }).IsDifferent);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("robert")]
    [InlineData("ROBERT")]
    public void A_recipient_with_a_new_name_is_the_same_one(string to)
    {
        Send("ada", new Draft("bob", "hello") { Key = "k1" });
        Rename("bob", "robert");

        Assert.False(Send("ada", new Draft(to, "hello") { Key = "k1" }).IsDifferent);
    }

    [Fact]
    public void A_sender_with_a_new_name_is_the_same_one_also_when_it_comes_back_after_a_crash()
    {
        var first = Send("ada", new Draft("bob", "hello") { Key = "k1" });
        Rename("ada", "adele");
        Rename("ada", "adelaide");
        var renamed = Send("ada", new Draft("bob", "hello") { Key = "k1" });
        _crowd.Kill("ada");
        var back = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse("adelaide") }).Key;
        var crashed = _crowd.State.Messages.Send(back, new Draft("bob", "hello") { Key = "k1" }, TalkLimits.Usual);

        Assert.All([renamed, crashed], again => Assert.Equal((first.Id, true, false), (again.Id, again.IsRepeated, again.IsDifferent)));
        Assert.Equal(["hello"], Unread("bob"));
    }

    [Fact]
    public void Whoever_takes_a_name_that_was_given_up_and_whoever_gave_it_up_are_two_senders()
    {
        var limits = new TalkLimits(PerMinute: 2, Mailbox: 100);
        Rename("ada", "adele");
        Rename("carol", "ada");
        Send("carol", new Draft("bob", "mine") { Key = "k1" }, limits);
        Send("carol", new Draft("bob", "mine too"), limits);

        Assert.False(Send("ada", new Draft("bob", "hello") { Key = "k1" }, limits).IsRepeated);
    }

    [Fact]
    public void A_key_counts_for_a_day()
    {
        Send("ada", new Draft("bob", "one") { Key = "k1" });
        _crowd.Time.Advance(TimeSpan.FromHours(24));

        Assert.False(Send("ada", new Draft("bob", "two") { Key = "k1" }).IsRepeated);
        Assert.True(Send("ada", new Draft("bob", "two") { Key = "k1" }).IsRepeated);
    }

    [Fact]
    public void A_clock_that_goes_back_a_little_makes_no_second_message()
    {
        var first = Send("ada", new Draft("bob", "hello") { Key = "k" });
        _crowd.Time.Advance(TimeSpan.FromMilliseconds(-5));

        Assert.Equal((first.Id, true), (Send("ada", new Draft("bob", "hello") { Key = "k" }).Id, Send("ada", new Draft("bob", "hello") { Key = "k" }).IsRepeated));
    }

    [Fact]
    public void A_key_of_a_time_that_is_still_to_come_does_not_stand_for_days()
    {
        _crowd.Time.Advance(TimeSpan.FromDays(3));
        Send("ada", new Draft("bob", "one") { Key = "k1" });
        _crowd.Time.Advance(-TimeSpan.FromDays(3));

        Assert.False(Send("ada", new Draft("bob", "two") { Key = "k1" }).IsRepeated);
        Assert.True(Send("ada", new Draft("bob", "two") { Key = "k1" }).IsRepeated);
    }

    [Fact]
    public void A_key_is_answered_also_where_the_sender_may_send_nothing_more()
    {
        var limits = new TalkLimits(PerMinute: 1, Mailbox: 1);
        Send("ada", new Draft("bob", "hello") { Key = "k1" }, limits);

        Assert.True(Send("ada", new Draft("bob", "hello") { Key = "k1" }, limits).IsRepeated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void What_cannot_be_a_key_is_refused(string key) => Refused("ada", new Draft("bob", "hello") { Key = key });

    [Fact]
    public void Who_sent_as_many_as_a_minute_allows_is_told_which_limit_and_how_long_to_wait()
    {
        var limits = new TalkLimits(PerMinute: 2, Mailbox: 100);
        Send("ada", new Draft("bob", "one"), limits);
        _crowd.Time.Advance(TimeSpan.FromSeconds(20));
        Send("ada", new Draft("carol", "two"), limits);

        var refusal = Refused("ada", new Draft("bob", "three"), limits);

        Assert.Equal("ada has sent 2 messages in the last minute, and no more are allowed (sidecar.messagesPerMinute). Nothing was sent.", refusal.Message);
        Assert.StartsWith("send it again in 40 s", refusal.Next);
        Send("carol", new Draft("bob", "mine"), limits);
        _crowd.Time.Advance(TimeSpan.FromSeconds(40));
        Send("ada", new Draft("bob", "three"), limits);
        Refused("ada", new Draft("bob", "four"), limits);
    }

    [Fact]
    public void A_new_name_begins_no_new_minute()
    {
        var limits = new TalkLimits(PerMinute: 2, Mailbox: 100);
        Send("ada", new Draft("bob", "one"), limits);
        Rename("ada", "adx");
        _crowd.Time.Advance(TimeSpan.FromSeconds(20));
        Send("ada", new Draft("bob", "two"), limits);
        Rename("ada", "ady");

        var refusal = Refused("ada", new Draft("bob", "three"), limits);

        Assert.StartsWith("ady has sent 2 messages in the last minute", refusal.Message);
        Assert.StartsWith("send it again in 40 s", refusal.Next);
        _crowd.Time.Advance(TimeSpan.FromSeconds(40));
        Send("ada", new Draft("bob", "three"), limits);
        Refused("ada", new Draft("bob", "four"), limits);
    }

    [Fact]
    public void Times_left_in_the_future_by_a_clock_that_was_set_back_do_not_count()
    {
        var limits = new TalkLimits(PerMinute: 1, Mailbox: 100);
        Send("ada", new Draft("bob", "one"), limits);
        _crowd.Time.Advance(-TimeSpan.FromHours(1));

        Send("ada", new Draft("bob", "two"), limits);

        Refused("ada", new Draft("bob", "three"), limits);
    }

    [Fact]
    public void However_many_times_are_left_in_the_future_they_are_not_all_kept_in_mind()
    {
        Send("ada", new Draft("bob", "one"));
        var usual = Allocated();
        _crowd.State.Database.Write(db => db.Execute(
            """
            WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 5000)
            INSERT INTO messages (at, sender, recipient, text) SELECT $later, 'ada', 'bob', 'later' FROM counted
            """,
            ("$later", _crowd.Time.GetUtcNow().AddHours(1).Stored())));

        Assert.InRange(Allocated(), 0, usual + 50_000);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Send("ada", new Draft("bob", "two"));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_full_mailbox_takes_nothing_more_and_the_sender_learns_whose_it_is()
    {
        var limits = new TalkLimits(PerMinute: 100, Mailbox: 1);
        Send("ada", new Draft("bob", "one"), limits);

        var refusal = Refused("ada", new Draft("bob", "two"), limits);

        Assert.Equal("bob has 1 unread messages, and no more are kept (sidecar.mailboxSize). Nothing was sent.", refusal.Message);
        Unread("bob");
        Send("ada", new Draft("bob", "two"), limits);
    }

    [Fact]
    public void What_goes_to_several_leaves_out_whose_mailbox_is_full()
    {
        var limits = new TalkLimits(PerMinute: 100, Mailbox: 1);
        Send("ada", new Draft("bob", "one"), limits);

        var sent = Send("ada", new Draft("all", "two"), limits);

        Assert.Equal(["carol"], Names(sent.Recipients));
        Assert.Equal(["bob"], sent.Full.Select(name => name.ToString()));
        Assert.Equal(["two"], Unread("carol"));
    }

    [Fact]
    public void What_goes_to_several_is_refused_where_none_has_room()
    {
        var limits = new TalkLimits(PerMinute: 100, Mailbox: 1);
        Send("ada", new Draft("all", "one"), limits);

        var refusal = Refused("ada", new Draft("all", "two"), limits);

        Assert.StartsWith("Each of bob, carol has 1 unread messages", refusal.Message);
    }

    [Fact]
    public void The_sender_gets_what_goes_to_several_only_where_it_asks_for_it()
    {
        Send("ada", new Draft("all", "one"));
        var sent = Send("ada", new Draft("all", "two") { IncludeSelf = true });

        Assert.Equal(["bob", "carol", "ada"], Names(sent.Recipients));
        Assert.Equal(["two"], Unread("ada"));
    }

    [Theory]
    [InlineData("handoff", "handoff", "handoff, or use another kind")]
    [InlineData("consultation", "consult", "consult, or use another kind")]
    [InlineData("notice", "Sidecar itself", "use another kind")]
    public void A_kind_that_tells_who_wrote_it_is_refused_to_all_others(string kind, string writer, string next)
    {
        var refusal = Refused("ada", new Draft("bob", "I am you", Kind: kind));

        Assert.Equal(($"Messages of the kind '{kind}' are written by {writer} only.", next), (refusal.Message, refusal.Next));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n\t \u2003")]
    public void Blank_text_without_a_body_is_empty(string text)
    {
        Refused("ada", new Draft("bob", text));

        Send("ada", new Draft("bob", text, Body: "1"));
        Assert.Throws<SidecarException>(() => _crowd.State.Handoffs.Write(_crowd.Agent("ada"), text, null, TalkLimits.Usual));
    }

    [Fact]
    public void A_text_with_a_NUL_is_refused() => Refused("ada", new Draft("bob", "a\0b"));

    [Fact]
    public void A_person_alone_is_not_told_to_send_to_somebody()
    {
        foreach (var name in new[] { "ada", "bob", "carol" })
            _crowd.Kill(name);

        Assert.All(new[] { "nobody-ever", "human" }, to =>
        {
            var refusal = Assert.Throws<SidecarException>(() => _crowd.State.Messages.Send(_crowd.Human, new Draft(to, "hello"), TalkLimits.Usual));
            Assert.Equal("no agent is here now; start one first (sidecar agents shows who is here)", refusal.Next);
        });
    }

    [Fact]
    public void An_agent_alone_can_write_to_the_people()
    {
        _crowd.Kill("bob");
        _crowd.Kill("carol");

        Assert.Equal("nobody else is here now; send to human", Refused("ada", new Draft("nobody-ever", "hello")).Next);
        Assert.Equal(["human"], Names(Send("ada", new Draft("human", "hello")).Recipients));
    }

    [Fact]
    public void A_message_to_an_earlier_name_is_addressed_by_the_name_of_now()
    {
        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("robert"), null, null, null);

        Send("ada", new Draft("BOB", "hello"));

        Assert.Equal("robert", Assert.Single(_crowd.State.Messages.Log(new LogQuery())).To);
    }

    private Sent Send(string from, Draft draft, TalkLimits? limits = null) =>
        _crowd.State.Messages.Send(_crowd.Agent(from), draft, limits ?? TalkLimits.Usual);

    private void Rename(string agent, string name) =>
        _crowd.State.Agents.Describe(_crowd.Agent(agent), AgentName.Parse(name), null, null, null);

    private SidecarException Refused(string from, Draft draft, TalkLimits? limits = null)
    {
        var before = _crowd.State.Messages.Log(new LogQuery()).Count;
        var refusal = Assert.Throws<SidecarException>(() => Send(from, draft, limits));
        Assert.Equal(before, _crowd.State.Messages.Log(new LogQuery()).Count);
        return refusal;
    }

    private List<string> Unread(string name)
    {
        var unread = _crowd.State.Inbox.Take(_crowd.Agent(name), new CallId(_crowd.State.Self, 1), limit: 100).Messages;
        _crowd.State.Inbox.Acknowledge(_crowd.Agent(name), [.. unread.Select(message => message.Id)]);
        return [.. unread.Select(message => message.Text)];
    }

    private static IEnumerable<string> Names(IEnumerable<Recipient> recipients) => recipients.Select(recipient => recipient.Name.ToString());
}
