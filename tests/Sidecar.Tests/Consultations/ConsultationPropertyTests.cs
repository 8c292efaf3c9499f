using FsCheck;
using FsCheck.Fluent;
using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

/// <summary>
/// Goal: whatever parties and strangers do in whatever order, nothing becomes an agreement that is not one. Method: random moves of
/// three parties and one who is not asked or joins later, with time that passes and parties that die.
/// </summary>
public sealed class ConsultationPropertyTests
{
    // Who is not asked, or later on as well.
    private const int Stranger = 4;

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(10);

    private static readonly ConsultAction[] Actions =
    [
        ConsultAction.Post, ConsultAction.Propose, ConsultAction.Propose, ConsultAction.Approve, ConsultAction.Approve,
        ConsultAction.Accept, ConsultAction.Contest, ConsultAction.Decline, ConsultAction.Close, ConsultAction.Cancel,
    ];

    private static readonly Gen<Move> AMove =
        from who in Gen.Choose(1, Stranger)
        from action in Gen.Elements(Actions)
        from looks in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from dies in Gen.Frequency((1, Gen.Constant(true)), (20, Gen.Constant(false)))
        from joins in Gen.Frequency((1, Gen.Constant(true)), (10, Gen.Constant(false)))
        from seconds in Gen.Frequency((8, Gen.Choose(0, 60)), (1, Gen.Choose(60, 900)), (1, Gen.Choose(-7200, 0)))
        select new Move(who, action, looks, dies, joins, TimeSpan.FromSeconds(seconds));

    private static readonly Gen<Consultation> AThread =
        from cause in Gen.Elements(ConsultationCause.Conflict, ConsultationCause.Question, ConsultationCause.Request)
        select ConsultationRules.Open(PartyOf(1), [PartyOf(2), PartyOf(3)], "who does what?", [], cause, Ttl, Start);

    [Fact]
    public void Nothing_is_resolved_without_everybody_who_is_left_having_approved_this_round() => Always((before, _, after) =>
    {
        if (after.State is not ConsultationState.Resolved || before.State is ConsultationState.Resolved)
            return;

        Assert.Equal(ConsultationState.Resolving, before.State);
        Assert.All(after.Here, party => Assert.True(party.HasApproved(after.Round)));
        Assert.All(after.Here, party => Assert.Equal(after.Round, party.SeenRound));
        Assert.InRange(after.Here.Count(), 2, 4);
        Assert.NotNull(after.Proposal);
    });

    [Fact]
    public void What_is_over_stays_as_it_is() => Always((before, _, after) =>
    {
        if (!before.IsUnfinished)
            Assert.Equal((before.State, before.Round, before.EndedAt, before.EndedWhy), (after.State, after.Round, after.EndedAt, after.EndedWhy));
    });

    [Fact]
    public void There_are_four_rounds_at_most_and_none_comes_back() => Always((before, _, after) =>
    {
        Assert.InRange(after.Round, 1, ConsultationRules.MaxRounds);
        Assert.InRange(after.Round - before.Round, 0, 1);
    });

    [Fact]
    public void Nobody_ends_a_round_without_having_been_shown_its_proposal() => Always((before, move, after) =>
    {
        if (after.Round > before.Round)
            Assert.Equal(before.Round, after.Find(move.Who)!.SeenRound);
    });

    [Fact]
    public void A_proposal_stands_until_it_is_answered_and_no_other_beside_it() => Always((before, move, after) =>
    {
        Assert.Equal(after.State is ConsultationState.Resolving, after is { IsUnfinished: true, Proposal: not null });
        if (before.Proposal is not null && after.Proposal is not null)
            Assert.Equal(before.Proposal, after.Proposal);
    });

    [Fact]
    public void Whoever_was_not_asked_changes_nothing() => Always((before, move, after) =>
    {
        if (move.Who == Stranger && move is { Dies: false, Joins: false } && before.Find(Stranger) is null)
        {
            Assert.DoesNotContain(after.Parties, party => party.Agent.Id == Stranger);
            Assert.Equal(before.Agreed.Select(party => party.Agent.Id), after.Agreed.Select(party => party.Agent.Id));
        }
    });

    [Fact]
    public void A_round_lasts_no_longer_than_it_may_by_whatever_clock() => Always((_, _, after) =>
        Assert.True(!after.IsUnfinished || after.Deadline - after.Ttl <= Clock.Value + TimeSpan.FromMinutes(1)));

    [Fact]
    public void Only_the_opener_takes_it_back() => Always((before, move, after) =>
    {
        if (after.State is ConsultationState.Cancelled && before.State is not ConsultationState.Cancelled)
            Assert.Equal((1, ConsultAction.Cancel), (move.Who, move.Action));
    });

    [Fact]
    public void Only_an_agreement_is_closed() => Always((_, _, after) =>
        Assert.True(after.ClosedAt is null || after.State is ConsultationState.Resolved));

    [Fact]
    public void Random_moves_do_reach_every_end()
    {
        var ends = new HashSet<ConsultationState>();

        Always((_, _, after) => ends.Add(after.State), MaxTest: 2000);

        Assert.Equal(Enum.GetValues<ConsultationState>().Order(), ends.Order());
    }

    private static readonly AsyncLocal<DateTimeOffset> Clock = new();

    private static void Always(Action<Consultation, Move, Consultation> law, int MaxTest = 500) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(MaxTest),
        Prop.ForAll(Arb.From(AThread), Arb.From(Gen.ListOf(AMove, 25)), (opened, moves) =>
        {
            var (thread, now) = (opened, Start);
            foreach (var move in moves)
            {
                Clock.Value = now += move.Passes;
                var after = Play(thread, move, now);
                law(thread, move, after);
                thread = after;
            }
        }));

    private static Consultation Play(Consultation thread, Move move, DateTimeOffset now)
    {
        if (move.Dies)
            return ConsultationRules.Drop(thread, move.Who, "its client process is gone", now);
        if (move.Joins && thread.IsUnfinished && thread.Find(move.Who) is null)
            return ConsultationRules.Join(thread, [PartyOf(move.Who)], now);
        if (move.Looks && thread.State is ConsultationState.Resolving && thread.Find(move.Who) is { } party)
            thread = thread with { Parties = [.. thread.Parties.Select(one => one == party ? party with { SeenRound = thread.Round } : one)] };

        return ConsultationRules.Decide(thread, move.Who, move.Action, "words", now) switch
        {
            ConsultationAnswer.Done(var done) => done,
            ConsultationAnswer.Refused refused => refused.Thread!,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Party PartyOf(long id) => new(Somebody.Called(id, Others.NameOf(id), Start), Liveness.Alive);

    private sealed record Move(int Who, ConsultAction Action, bool Looks, bool Dies, bool Joins, TimeSpan Passes);
}
