using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class ShownProposalTests : Consulting
{
    [Fact]
    public void An_approval_of_what_one_has_not_been_shown_does_not_count_and_shows_it()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");

        var refused = Refused("bob", ConsultAction.Approve, id);

        Assert.Equal(ConsultationState.Resolving, refused.Thread!.State);
        Assert.EndsWith("I do a.cs", Assert.Single(refused.Messages).Text, StringComparison.Ordinal);
        Assert.Equal([ConsultAction.Approve, ConsultAction.Contest], refused.Ways);
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void A_message_that_was_shown_is_a_proposal_that_was_seen()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("bob");

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void What_was_acknowledged_without_being_shown_was_not_seen()
    {
        var id = Open("ada", "bob");
        var proposal = Done("ada", ConsultAction.Propose, id, "I do a.cs").Proposal!.Message!.Value;
        Assert.Equal(1, Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [proposal]));

        var refused = Refused("bob", ConsultAction.Approve, id);
        var approved = Done("bob", ConsultAction.Approve, id);

        Assert.EndsWith("I do a.cs", Assert.Single(refused.Messages).Text, StringComparison.Ordinal);
        Assert.Equal((ConsultationState.Resolving, ConsultationState.Resolved), (refused.Thread!.State, approved.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_acknowledged_unseen_and_then_shown_by_an_answer_that_did_not_arrive_is_unread_again(bool looks)
    {
        var id = Open("ada", "bob");
        var proposal = Done("ada", ConsultAction.Propose, id, "I do a.cs").Proposal!.Message!.Value;
        Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [proposal]);
        if (looks)
            Show("bob", id);
        else
            Refused("bob", ConsultAction.Approve, id);

        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), Call);

        Assert.Contains("You had not been shown", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), Call);
        Assert.Contains(Unread("bob"), message => message.Id == proposal);
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void Whoever_acknowledged_it_unseen_and_has_another_name_since_is_shown_it_all_the_same()
    {
        var id = Open("ada", "bob");
        var proposal = Done("ada", ConsultAction.Propose, id, "I do a.cs").Proposal!.Message!.Value;
        Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [proposal]);
        Rename("bob", "rob");

        Refused("bob", ConsultAction.Approve, id);

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void What_was_shown_by_a_process_that_died_is_seen_when_its_reader_acknowledges_it()
    {
        var id = Open("ada", "bob");
        var proposal = Done("ada", ConsultAction.Propose, id, "I do a.cs").Proposal!.Message!.Value;
        var crashed = Crowd.Processes.Start();
        Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(crashed, 1), 50);
        Crowd.Processes.Kill(crashed);

        Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [proposal]);

        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void What_was_shown_to_a_name_before_is_not_seen_by_whoever_has_it_now_and_acknowledges_it()
    {
        var id = Open("ada", "bob", "cy");
        var proposal = Done("ada", ConsultAction.Propose, id, "I do a.cs").Proposal!.Message!.Value;
        Crowd.State.Inbox.Take(Crowd.Agent("cy"), Call, 50);
        Crowd.Kill("cy");
        Threads.Settle();
        var again = Again("cy");

        Crowd.State.Inbox.Acknowledge(again, [proposal]);
        var blind = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);
        Crowd.State.Inbox.BeginCall(again, Call.Process, []);
        var seen = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);

        Assert.Contains("You had not been shown", Assert.IsType<ConsultationAnswer.Refused>(blind).Why, StringComparison.Ordinal);
        Assert.IsType<ConsultationAnswer.Done>(seen);
    }

    [Theory]
    [InlineData(ConsultAction.Contest)]
    [InlineData(ConsultAction.Decline)]
    public void Nobody_contests_what_they_have_not_been_shown(ConsultAction action)
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");

        var refused = Refused("bob", action, id, "no");

        Assert.Equal((ConsultationState.Resolving, 1), (refused.Thread!.State, refused.Thread.Round));
        Assert.EndsWith("I do a.cs", Assert.Single(refused.Messages).Text, StringComparison.Ordinal);
        Assert.Equal(2, Done("bob", action, id, "no").Round);
    }

    [Fact]
    public void What_a_process_took_that_died_before_it_answered_was_not_shown()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var crashed = Crowd.Processes.Start();
        Assert.NotEmpty(Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(crashed, 1), 50).Messages);
        Crowd.Processes.Kill(crashed);

        var refused = Threads.Act(Crowd.Agent("bob"), ConsultAction.Approve, id, null, TalkLimits.Usual, Call);

        Assert.Contains("You had not been shown", Assert.IsType<ConsultationAnswer.Refused>(refused).Why, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Crowd.State.Self, 2), 50).Messages,
            message => message.Text.EndsWith("I do a.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_looks_at_is_not_unread_besides_unless_the_answer_did_not_arrive()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Assert.Empty(Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Crowd.State.Self, 2), 50).Messages);

        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), Call);

        Assert.Contains("You had not been shown", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
        Assert.Single(Crowd.State.Inbox.Take(Crowd.Agent("bob"), new CallId(Crowd.State.Self, 2), 50).Messages);
    }

    [Fact]
    public void What_was_seen_is_not_unread_again_by_looking_once_more()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("bob");
        Assert.Empty(Unread("bob"));

        Show("bob", id);
        Show("ada", id);
        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), Call);
        Crowd.State.Inbox.PutBack(Crowd.Agent("ada"), Call);

        Assert.Empty(Unread("bob"));
        Assert.Empty(Unread("ada"));
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void The_proposal_is_shown_however_much_was_said_since()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        for (var post = 0; post < 25; post++)
            Done("ada", ConsultAction.Post, id, $"and {post}");

        var shown = Threads.Get(Crowd.Agent("bob"), id, Call).Messages;

        Assert.EndsWith("I do a.cs", shown[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("and 24", shown[^1].Text, StringComparison.Ordinal);
        Assert.Equal(21, shown.Count);
        Assert.Equal(ConsultationState.Resolved, Done("bob", ConsultAction.Approve, id).State);
    }

    [Fact]
    public void Of_long_talk_the_newest_that_fits_is_shown_with_the_proposal_and_the_rest_stays_unread()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        for (var post = 0; post < 10; post++)
            Done("ada", ConsultAction.Post, id, new string('x', 2_900) + post);

        var shown = Threads.Get(Crowd.Agent("bob"), id, Call).Messages;

        Assert.Equal(["s", "6", "7", "8", "9"], shown.Select(message => message.Text[^1..]).TakeLast(5));
        Assert.InRange(shown.Sum(message => message.Text.Length), 9_000, 12_000);
        Assert.Equal(12 - shown.Count, Unread("bob").Count);
    }

    [Fact]
    public void What_was_seen_in_an_earlier_round_does_not_count_for_the_next()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "first");
        Show("bob", id);
        Done("bob", ConsultAction.Contest, id, "no");
        Done("ada", ConsultAction.Propose, id, "second");

        Assert.Contains("round 2", Refused("bob", ConsultAction.Approve, id).Why, StringComparison.Ordinal);
    }
}
