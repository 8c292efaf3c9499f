using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

public sealed class ConsultationStoreTests : Consulting
{
    [Fact]
    public void What_all_approve_is_agreed_and_recorded_with_who_agreed()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs, you the rest");
        Show("bob", id);
        Show("cy", id);

        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Approve, id).State);
        var resolved = Done("cy", ConsultAction.Approve, id);
        var closed = Done("ada", ConsultAction.Close, id, "merged");

        Assert.Equal((ConsultationState.Resolved, "agreed by ada, bob and cy"), (resolved.State, resolved.EndedWhy));
        Assert.Equal((AgentName.Parse("ada"), "merged"), (closed.ClosedBy, closed.Outcome));
        Assert.Equal(["merged", "agreed by ada, bob and cy"], Crowd.State.Events.Recent(20)
            .Where(happening => happening.Kind is "consultation.resolved" or "consultation.close").Select(happening => happening.Detail));
    }

    [Fact]
    public void Each_step_is_told_to_the_others_with_what_is_awaited_from_them()
    {
        var id = Open("ada", "bob", "cy");
        Done("bob", ConsultAction.Post, id, "let me look");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var told = ((string[])["ada", "bob", "cy"]).ToDictionary(name => name, Unread);
        Done("bob", ConsultAction.Contest, id, "I am in a.cs");

        Golden.Match(string.Join("\n\n", told.Keys.Select(name =>
            $"{name}:\n" + string.Join('\n', told[name].Concat(Unread(name)).Select(message => $"#{message.Thread} {message.From} [{message.Kind}] {message.Text}")))));
    }

    [Fact]
    public void Whoever_acts_is_not_found_dead_by_it_however_old_its_last_sign_of_life_is()
    {
        var registration = Crowd.Registration(Crowd.Processes.Start()) with
        {
            Name = AgentName.Parse("far"),
            ClientProcess = null,
            LauncherProcess = null,
        };
        var far = Crowd.State.Agents.Register(registration).Key;
        var id = Open("ada", "far");
        Crowd.Time.Advance(TimeSpan.FromMinutes(5));

        var answer = Threads.Act(far, ConsultAction.Post, id, "I am here", TalkLimits.Usual, Call);

        Assert.IsType<ConsultationAnswer.Done>(answer);
        Assert.Null(Crowd.State.Agents.Get(far).LeftAt);
    }

    [Fact]
    public void What_is_only_said_does_not_fill_a_full_mailbox_but_a_proposal_arrives()
    {
        var id = Open("ada", "bob");
        var full = TalkLimits.Usual with { Mailbox = 1 };

        var refused = Assert.Throws<SidecarException>(() => Act("ada", ConsultAction.Post, id, "hello", full));

        Assert.StartsWith("bob has 1 unread messages, and no more are kept", refused.Message, StringComparison.Ordinal);
        Assert.IsType<ConsultationAnswer.Done>(Act("ada", ConsultAction.Propose, id, "I do a.cs", full));
        Assert.Equal(2, Unread("bob").Count);
    }

    [Theory]
    [InlineData("cy", ConsultAction.Approve, null, "does not ask you")]
    [InlineData("bob", ConsultAction.Propose, "mine", "A proposal of ada stands")]
    [InlineData("ada", ConsultAction.Propose, "another", "A proposal of ada stands")]
    [InlineData("bob", ConsultAction.Close, "done", "is not over: the answer of bob is awaited")]
    [InlineData("bob", ConsultAction.Cancel, null, "Only ada, who opened")]
    public void What_is_not_allowed_is_refused_with_a_way_out_and_changes_nothing(string who, ConsultAction action, string? text, string why)
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        var said = Crowd.State.Messages.Log(new LogQuery()).Count;

        var refused = Refused(who, action, id, text);

        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Ways);
        Assert.Equal((ConsultationState.Resolving, "I do a.cs"), (Show("ada", id).State, Show("ada", id).Proposal?.Text));
        Assert.Equal(said, Crowd.State.Messages.Log(new LogQuery()).Count);
    }

    [Fact]
    public void What_was_never_opened_is_not_there()
    {
        var refused = Refused("ada", ConsultAction.Approve, 99);

        Assert.Equal((ProblemKind.Usage, "There is no consultation 99.", null), (refused.Kind, refused.Why, refused.Thread));
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Get(Crowd.Agent("ada"), 99, Call));
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Look(99));
    }

    [Theory]
    [InlineData(ConsultationState.Expired)]
    [InlineData(ConsultationState.Moot)]
    [InlineData(ConsultationState.Cancelled)]
    public void What_ended_without_an_agreement_cannot_be_closed(ConsultationState end)
    {
        var id = Open("ada", "bob");
        End(id, end);
        Unread("ada");

        var refused = Refused("ada", ConsultAction.Close, id, "I win");

        Assert.StartsWith($"Consultation {id} is over ({Words.Of(end)}): ", refused.Why, StringComparison.Ordinal);
        Assert.EndsWith(" That is no permission.", refused.Why, StringComparison.Ordinal);
        Assert.Equal([ConsultAction.Open], refused.Ways);
        Assert.Equal((end, null, null), (Look(id).State, Look(id).ClosedAt, Look(id).Outcome));
        Assert.Equal(refused.Why, Refused("ada", ConsultAction.Post, id, "hello").Why);
        Assert.Empty(Unread("ada"));
    }

    [Fact]
    public void What_is_closed_is_not_closed_again()
    {
        var id = Open("ada", "bob");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Show("bob", id);
        Done("bob", ConsultAction.Approve, id);
        Done("ada", ConsultAction.Close, id, "merged");

        var refused = Refused("bob", ConsultAction.Close, id, "not at all");

        Assert.Equal($"Consultation {id} is closed by ada.", refused.Why);
        Assert.Equal("merged", Look(id).Outcome);
    }

    [Fact]
    public void Blank_words_where_none_are_needed_are_none()
    {
        var id = Open("ada", "bob");

        Assert.Equal(ConsultationState.Cancelled, Done("ada", ConsultAction.Cancel, id, " ").State);
        Assert.Equal($"Consultation {id} about src/a.cs was taken back by ada.", Unread("bob")[^1].Text);
    }

    private void End(long id, ConsultationState end)
    {
        switch (end)
        {
            case ConsultationState.Cancelled:
                Done("ada", ConsultAction.Cancel, id);
                break;
            case ConsultationState.Moot:
                Crowd.Kill("bob");
                Threads.Settle();
                break;
            default:
                Crowd.Time.Advance(Ttl);
                Threads.Settle();
                break;
        }

        Assert.Equal(end, Look(id).State);
    }

    [Fact]
    public void Approving_twice_is_approving_once()
    {
        var id = Open("ada", "bob", "cy");
        Done("ada", ConsultAction.Propose, id, "I do a.cs");
        Unread("bob");
        Done("bob", ConsultAction.Approve, id);
        var said = Crowd.State.Messages.Log(new LogQuery()).Count;

        Assert.Equal(ConsultationState.Resolving, Done("bob", ConsultAction.Approve, id).State);
        Assert.Equal(said, Crowd.State.Messages.Log(new LogQuery()).Count);
    }
}
