using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class ConsultationWordsTests : Consulting
{
    [Fact]
    public void A_request_stands_as_a_proposal_until_it_is_accepted_or_declined()
    {
        var accepted = Request("ada", "bob");
        var declined = Request("ada", "bob");
        Unread("bob");

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Accept, accepted).State);
        Assert.Equal((ConsultationState.Open, 2), (Done("bob", ConsultAction.Decline, declined, "no time").State, Look(declined).Round));
        Assert.Equal(
            [$"Request {accepted} about \"please look\" (src/a.cs): bob accepts. next: wait for the outcome",
                $"Request {declined} about \"please look\" (src/a.cs): bob declines. next: propose another way: consult action=propose id={declined} text=WHAT, "
                    + $"or cancel and ask somebody else: consult action=cancel id={declined}\nno time"],
            Unread("ada").Select(message => message.Text));
    }

    [Fact]
    public void A_declined_request_awaits_its_opener_alone()
    {
        var id = Request("ada", "bob");
        Show("bob", id);
        var declined = Done("bob", ConsultAction.Decline, id, "busy");
        Crowd.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("declined by bob: \"busy\"; open, round 2 of 4, ends in 10 min", ConsultationWords.Standing(declined, Crowd.Time.GetUtcNow()));
        Assert.Equal(
            $"propose another way: consult action=propose id={id} text=WHAT, or cancel and ask somebody else: consult action=cancel id={id}", Next("ada", declined));
        Assert.Equal("nothing is awaited from you, you declined", Next("bob", declined));
        Assert.Equal([ConsultAction.Propose, ConsultAction.Post], Refused("bob", ConsultAction.Accept, id).Ways);
    }

    [Theory]
    [InlineData(ConsultAction.Accept)]
    [InlineData(ConsultAction.Decline)]
    public void A_request_is_answered_by_whom_it_asks_and_not_by_its_opener(ConsultAction answer)
    {
        var id = Request("ada", "bob");

        var refused = Refused("ada", answer, id, "I say so");

        Assert.Equal($"Request {id} is your own: bob answers it.", refused.Why);
        Assert.Equal([ConsultAction.Post, ConsultAction.Cancel], refused.Ways);
        Assert.Equal((ConsultationState.Resolving, 1), (Look(id).State, Look(id).Round));
    }

    [Fact]
    public void An_accepted_request_is_done_by_the_one_and_waited_for_by_the_other()
    {
        var id = Request("ada", "bob");
        Show("bob", id);
        var accepted = Done("bob", ConsultAction.Accept, id);

        Assert.Equal($"do it, then consult action=close id={id} text=OUTCOME", Next("bob", accepted));
        Assert.Equal("wait for the outcome", Next("ada", accepted));
        Assert.NotNull(Done("ada", ConsultAction.Close, id, "not needed any more").ClosedAt);
    }

    [Fact]
    public void What_was_agreed_after_a_request_was_declined_may_be_the_work_of_either()
    {
        var id = Request("ada", "bob");
        Show("bob", id);
        Done("bob", ConsultAction.Decline, id, "busy");
        Done("ada", ConsultAction.Propose, id, "then I do, and you look at it");
        Show("bob", id);

        var agreed = Done("bob", ConsultAction.Approve, id);

        Assert.Equal((ConsultationState.Resolved, 2), (agreed.State, agreed.Round));
        Assert.All((string[])["ada", "bob"], name => Assert.Equal($"do what was agreed, then consult action=close id={id} text=OUTCOME", Next(name, agreed)));
        Assert.EndsWith(
            $"It is resolved, agreed by ada and bob: \"then I do, and you look at it\". next: do what was agreed, then consult action=close id={id} text=OUTCOME",
            Unread("ada")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_is_over_the_last_five_of_a_day_are_listed()
    {
        var agreed = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, agreed, "I do a.cs");
        Show("bob", agreed);
        Done("bob", ConsultAction.Approve, agreed);
        var over = Enumerable.Range(0, 7).Select(_ => Open("ada", "cy")).ToList();
        foreach (var id in over)
            Done("ada", ConsultAction.Cancel, id);
        var open = Open("cy", "dan");

        Assert.Equal([open, agreed, .. over.AsEnumerable().Reverse().Take(5)], Threads.List(reader: null).Items.Select(thread => thread.Id));

        Crowd.Time.Advance(TimeSpan.FromDays(1));
        Threads.Settle();
        Assert.Equal([open], Threads.List(reader: null).Items.Select(thread => thread.Id));
    }

    [Fact]
    public void A_way_out_is_named_once_and_there_always_is_one()
    {
        var id = Open("ada", "bob");
        Assert.Equal([ConsultAction.Propose, ConsultAction.Post], Refused("bob", ConsultAction.Cancel, id).Ways);

        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Assert.Equal([ConsultAction.Post], Refused("ada", ConsultAction.Close, id, "done").Ways);
    }

    [Fact]
    public void A_person_can_be_asked_and_is_told_the_command()
    {
        var id = Request("ada", "human");

        var told = Crowd.State.Inbox.Take(Crowd.Human, new CallId(Crowd.State.Self, 1), 10).Messages;

        Assert.Equal($"Request {id} from ada to human about src/a.cs, open until 2030-01-01 12:10 UTC. next: sidecar consult accept {id}, or sidecar consult decline {id} WHY\nplease look", Assert.Single(told).Text);
        Crowd.State.Inbox.BeginCall(Crowd.Human, Crowd.State.Self, []);
        Assert.Equal(
            ConsultationState.Resolved,
            Assert.IsType<ConsultationAnswer.Done>(Threads.Act(Crowd.Human, ConsultAction.Accept, id, null, TalkLimits.Usual, Call)).Thread.State);
    }

    [Fact]
    public void What_is_told_to_agents_and_people_at_once_names_the_command_too()
    {
        var id = Request("ada", "human");
        Crowd.Time.Advance(Ttl);
        Threads.Settle();

        Assert.Equal(
            $"Request {id} about \"please look\" (src/a.cs). It has expired: nothing was agreed within 10m in round 1. That is no permission: work on something else, "
            + "or consult action=open with=[NAME] text=WHAT (a person: sidecar consult open WHAT --with NAME)",
            Crowd.State.Inbox.Take(Crowd.Human, new CallId(Crowd.State.Self, 1), 10).Messages[^1].Text);
    }

    [Fact]
    public void Unfinished_ones_come_first_and_of_these_the_readers_own()
    {
        var over = Open("ada", "bob");
        Done("ada", ConsultAction.Cancel, over);
        var mine = Open("bob", "ada");
        var theirs = Open("bob", "cy");

        Assert.Equal([mine, theirs, over], Threads.List(Crowd.Join("ada").Agent.Id).Items.Select(thread => thread.Id));
        Assert.Equal([theirs, mine, over], Threads.List(reader: null).Items.Select(thread => thread.Id));
        Assert.Equal([mine, theirs], Threads.Current().Select(thread => thread.Id));
    }

    [Fact]
    public void Patterns_are_cut_in_titles_and_in_short_lists()
    {
        var file = new string('x', 200) + ".cs";
        var thread = OnConflict("ada", file, "bob");

        Assert.Equal($"Consultation {thread.Id} about {new string('x', 59)}…", ConsultationWords.Title(thread));
        Assert.Empty(thread.Shortened(0).Files);
    }
}
