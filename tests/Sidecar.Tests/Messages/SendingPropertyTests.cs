using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

/// <summary>
/// Goal: a key never sends twice and never loses what is new, and no order of sends, reads and clocks gets past a limit or is
/// stopped short of one. Method: random steps of three agents on a real store, each also done to a model of a few lists.
/// </summary>
public sealed class SendingPropertyTests
{
    private static readonly string[] Names = ["ada", "bob", "carol"];
    private static readonly TalkLimits Limits = new(PerMinute: 4, Mailbox: 5);

    private static readonly Gen<Step> AStep =
        from kind in Gen.Choose(0, 9)
        from who in Gen.Elements(Names)
        from to in Gen.Elements([.. Names, "all", "all"])
        from text in Gen.Elements("x", "y")
        from key in Gen.Elements(null, null, "k1", "k2")
        from seconds in Gen.Elements(1, 15, 45, 61, 90_000)
        select new Step(kind, who, to, text, key, TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Keys_and_limits_hold_in_any_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.ArrayOf(AStep, 60).ToArbitrary(), Play));

    private static void Play(Step[] steps)
    {
        using var crowd = new Crowd();
        foreach (var name in Names)
            crowd.Join(name);

        var sent = new List<Letter>();
        foreach (var step in steps)
        {
            if (step.Kind == 0)
                crowd.Time.Advance(step.Pause);
            else if (step.Kind == 1)
                Read(crowd, step.Who, sent);
            else if (step.To != step.Who)
                Send(crowd, step, sent);
        }

        Assert.Equal(sent.Count, crowd.State.Messages.Log(new LogQuery(Limit: LogQuery.MaxLimit)).Count);
    }

    private static void Send(Crowd crowd, Step step, List<Letter> sent)
    {
        var now = crowd.Time.GetUtcNow();
        Sent Act() => crowd.State.Messages.Send(crowd.Agent(step.Who), new Draft(step.To, step.Text) { Key = step.Key }, Limits);

        if (sent.FindLast(letter => step.Key is not null && letter.Who == step.Who && letter.Key == step.Key && now - letter.At < TimeSpan.FromHours(24)) is { } first)
        {
            var again = Act();
            Assert.Equal((first.Id, true, (first.To, first.Text) != (step.To, step.Text)), (again.Id, again.IsRepeated, again.IsDifferent));
            return;
        }

        var wanted = Names.Where(name => step.To == "all" ? name != step.Who : name == step.To).ToList();
        var full = wanted.FindAll(name => sent.Count(letter => letter.Unread.Contains(name)) >= Limits.Mailbox);
        if (sent.Count(letter => letter.Who == step.Who && now - letter.At < TimeSpan.FromMinutes(1)) >= Limits.PerMinute)
        {
            Assert.Contains("messagesPerMinute", Assert.Throws<SidecarException>(Act).Message, StringComparison.Ordinal);
        }
        else if (full.Count == wanted.Count)
        {
            Assert.Contains("mailboxSize", Assert.Throws<SidecarException>(Act).Message, StringComparison.Ordinal);
        }
        else
        {
            var done = Act();
            Assert.Equal(wanted.Except(full), done.Recipients.Select(recipient => recipient.Name.ToString()));
            Assert.Equal(full, done.Full.Select(name => name.ToString()));
            sent.Add(new Letter(done.Id, step.Who, step.To, step.Text, step.Key, now, [.. wanted.Except(full)]));
        }
    }

    private static void Read(Crowd crowd, string who, List<Letter> sent)
    {
        var unread = sent.FindAll(letter => letter.Unread.Remove(who)).ConvertAll(letter => letter.Id);
        var taken = crowd.State.Inbox.Take(crowd.Agent(who), new CallId(crowd.State.Self, 1), limit: 100).Messages.Select(message => message.Id).ToList();
        crowd.State.Inbox.Acknowledge(crowd.Agent(who), taken);
        Assert.Equal(unread, taken);
    }

    private sealed record Step(int Kind, string Who, string To, string Text, string? Key, TimeSpan Pause);

    private sealed record Letter(long Id, string Who, string To, string Text, string? Key, DateTimeOffset At, HashSet<string> Unread);
}
