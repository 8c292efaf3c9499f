using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class ConsultationEndsTests : Consulting
{
    [Fact]
    public void The_fourth_contest_is_the_end_and_no_permission()
    {
        var id = Open("ada", "bob");
        for (var round = 1; round <= 4; round++)
        {
            Done("ada", ConsultAction.Propose, id, $"proposal {round}");
            Show("bob", id);
            Done("bob", ConsultAction.Contest, id, "no");
        }

        var refused = Refused("ada", ConsultAction.Propose, id, "a fifth");

        Assert.Equal(ConsultationState.Expired, refused.Thread!.State);
        Assert.Equal(
            $"Consultation {id} is over (expired): bob contested the proposal of the last round. That is no permission.", refused.Why);
        Assert.Contains("That is no permission", Unread("ada")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_that_takes_too_long_ends_it_and_all_are_told_once()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("ada");
        Unread("bob");
        Crowd.Time.Advance(Ttl);

        Threads.Settle();
        Threads.Settle();

        Assert.All((string[])["ada", "bob"], name => Assert.Equal(
            $"system Consultation {id} about src/a.cs. It has expired: nothing was agreed within 10m in round 1. "
            + "That is no permission: work on something else, or consult action=open with=[NAME] text=WHAT",
            string.Join('\n', Unread(name).Select(message => $"{message.From} {message.Text}"))));
        Assert.Equal(ConsultationState.Expired, Show("bob", id).State);
        Assert.Equal(ConsultationState.Expired, Refused("bob", ConsultAction.Approve, id).Thread!.State);
    }

    [Fact]
    public void Each_round_has_its_own_time()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Crowd.Time.Advance(Ttl - TimeSpan.FromSeconds(1));
        Show("bob", id);
        Done("bob", ConsultAction.Contest, id, "no");
        Crowd.Time.Advance(Ttl - TimeSpan.FromSeconds(1));

        Assert.Equal((ConsultationState.Open, 2), (Show("ada", id).State, Show("ada", id).Round));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_round_longer()
    {
        var id = Open("ada", "bob");
        Crowd.Time.Advance(TimeSpan.FromHours(-3));
        Threads.Settle();
        Crowd.Time.Advance(Ttl);

        Assert.Equal(ConsultationState.Expired, Show("ada", id).State);
    }

    [Fact]
    public void Whoever_dies_is_no_longer_asked_and_the_others_can_agree()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        Crowd.Kill("cy");

        Threads.Settle();

        var thread = Show("ada", id);
        Assert.Equal((ConsultationState.Resolved, "agreed by ada and bob"), (thread.State, thread.EndedWhy));
        Assert.Equal(["ada", "bob"], thread.Here.Select(party => party.Agent.Name.ToString()));
        Assert.Contains("cy is gone", Unread("bob")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_dead_proposed_stands_no_longer()
    {
        var id = Open("ada", "bob", "cy");
        Done("cy", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        Crowd.Kill("cy");

        var thread = Show("ada", id);

        Assert.Equal((ConsultationState.Open, null, 0), (thread.State, thread.Proposal, thread.Agreed.Count()));
        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Propose, id, "then I do").State);
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Act(Crowd.Agent("ada"), ConsultAction.Approve, id, null, TalkLimits.Usual, Call));
    }

    [Theory]
    [InlineData("ada", "bob")]
    [InlineData("bob", "ada")]
    public void With_nobody_left_to_agree_with_it_is_moot(string gone, string left)
    {
        var id = Open("ada", "bob");
        Crowd.State.Agents.Leave(Crowd.Agent(gone), "the client went away");

        var thread = Look(id);

        Assert.Equal(
            (ConsultationState.Moot, $"nobody is left to agree with, {gone} is gone: the client went away"), (thread.State, thread.EndedWhy));
        Assert.EndsWith("look whether the files are free (check).", Unread(left)[^1].Text, StringComparison.Ordinal);
        Assert.Empty(Threads.Current());
    }

    [Fact]
    public void What_ran_out_before_somebody_died_has_expired_all_the_same()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        Crowd.Time.Advance(Ttl);
        Crowd.Kill("cy");

        Assert.Equal(ConsultationState.Expired, Show("ada", id).State);
    }

    [Fact]
    public void Whoever_comes_back_under_its_name_is_asked_again_and_has_seen_and_answered_nothing()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("cy", id);
        Done("cy", ConsultAction.Approve, id);
        Crowd.Kill("cy");
        Threads.Settle();
        var again = Again("cy");

        var blind = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);
        Crowd.State.Inbox.BeginCall(again, Call.Process, []);
        var approved = Threads.Act(again, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);

        Assert.Contains("You had not been shown", Assert.IsType<ConsultationAnswer.Refused>(blind).Why, StringComparison.Ordinal);
        var thread = Assert.IsType<ConsultationAnswer.Done>(approved).Thread;
        Assert.Equal((ConsultationState.Resolving, "bob"), (thread.State, ConsultationWords.Names(thread.Awaited)));
        Assert.Equal(
            $"Consultation {id} about src/a.cs: cy is back and asked again. Awaited: bob and cy. next: consult action=get id={id}",
            Unread("ada")[^2].Text);
    }

    [Fact]
    public void An_opener_that_comes_back_opened_it_still()
    {
        var id = Open("ada", "bob", "cy");
        Crowd.Kill("ada");
        var again = Again("ada");

        var cancelled = Assert.IsType<ConsultationAnswer.Done>(Threads.Act(again, ConsultAction.Cancel, id, null, TalkLimits.Usual, Call)).Thread;

        Assert.Equal((ConsultationState.Cancelled, "ada", 3), (cancelled.State, cancelled.Opener.Agent.Name.ToString(), cancelled.Parties.Count));
    }

    [Fact]
    public void Whoever_comes_back_after_the_proposal_was_made_is_shown_it_and_can_answer()
    {
        var id = Open("ada", "bob", "cy");
        Crowd.Kill("cy");
        Threads.Settle();
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Contest, id, "no");
        Done("ada", ConsultAction.Propose, id, "then you do");
        var cy = Again("cy");

        var early = Threads.Act(cy, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);
        Crowd.State.Inbox.BeginCall(cy, Crowd.State.Self, []);
        var answer = Threads.Act(cy, ConsultAction.Approve, id, null, TalkLimits.Usual, Call);

        Assert.EndsWith("then you do", Assert.Single(Assert.IsType<ConsultationAnswer.Refused>(early).Messages).Text, StringComparison.Ordinal);
        Assert.Equal(["ada", "cy"], Assert.IsType<ConsultationAnswer.Done>(answer).Thread.Agreed.Select(party => party.Agent.Name.ToString()));
    }

    [Fact]
    public void Whoever_comes_back_is_told_what_became_of_that_for_which_its_answer_was_awaited()
    {
        var id = Request("ada", "bob");
        Crowd.Kill("bob");
        var again = Again("bob");

        var told = Crowd.State.Inbox.Take(again, Call, 50).Messages;

        Assert.Equal(2, told.Count);
        Assert.Equal((AgentName.System, (long?)id), (told[1].From, told[1].Thread));
        Assert.StartsWith($"bob left consultation {id} (", told[1].Text, StringComparison.Ordinal);
        Assert.Contains("is over (moot)", told[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Crowd.State.Inbox.Take(Again("bob"), new CallId(Crowd.State.Self, 9), 50).Messages, message => message.Id > told[1].Id);
    }

    [Fact]
    public void Whoever_comes_back_too_late_is_told_what_became_of_it()
    {
        var id = Open("ada", "bob");
        Crowd.Kill("bob");
        var again = Again("bob");

        var answer = Threads.Act(again, ConsultAction.Post, id, "hello", TalkLimits.Usual, Call);

        var refused = Assert.IsType<ConsultationAnswer.Refused>(answer);
        var why = refused.Thread!.Parties[1].LeftWhy;
        Assert.Equal(
            $"bob left consultation {id} ({why}). Consultation {id} is over (moot): nobody is left to agree with, bob is gone: {why}. That is no permission.",
            refused.Why);
    }

    [Fact]
    public void Nothing_is_written_where_nothing_is_due()
    {
        Open("ada", "bob");
        var before = Crowd.State.Database.Read(db => Changes(db));

        Threads.Settle();

        Assert.Equal(before, Crowd.State.Database.Read(db => Changes(db)));

        static long Changes(System.Data.Common.DbConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "SELECT total_changes()";
            return (long)command.ExecuteScalar()!;
        }
    }

    [Fact]
    public void An_agreement_that_nobody_closes_counts_for_a_day()
    {
        var agreed = OnConflict("ada", "src/a.cs", "bob").Id;
        Done("ada", ConsultAction.Propose, agreed, "I do it");
        Show("bob", agreed);
        Done("bob", ConsultAction.Approve, agreed);
        Crowd.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(agreed, Assert.Single(Threads.Current()).Id);

        Crowd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(Threads.Current());
    }
}
