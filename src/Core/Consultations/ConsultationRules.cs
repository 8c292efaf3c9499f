using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Consultations;

/// <summary>
/// What may happen to a consultation. Pure: who acts, what is said and the time are arguments, and who is left stands in its
/// parties. Whatever is not an agreement of all who are left never becomes one.
/// </summary>
public static class ConsultationRules
{
    /// <summary>How often a proposal can be contested before it is over.</summary>
    public const int MaxRounds = 4;

    // Clocks of two processes, read one after the other, may differ a little; what is more was set back.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    /// <summary>Whether an action is nothing without words; of those that are, cancelling may have some.</summary>
    public static bool NeedsText(ConsultAction action) => action is
        ConsultAction.Open or ConsultAction.Request or ConsultAction.Post or ConsultAction.Propose
        or ConsultAction.Contest or ConsultAction.Decline or ConsultAction.Close;

    /// <summary>The refusal of an action that lacks its words; null where it does not.</summary>
    public static ConsultationAnswer.Refused? RefuseSilence(ConsultAction action, string? text) =>
        NeedsText(action) && string.IsNullOrWhiteSpace(text)
            ? new(ProblemKind.Usage, ConsultationWords.TextMissing(action), [action], Thread: null)
            : null;

    /// <summary>A new one. A request is its opener's proposal.</summary>
    public static Consultation Open(
        Party opener, IReadOnlyList<Party> asked, string subject, IReadOnlyList<ClaimPattern> files, ConsultationCause cause, TimeSpan ttl, DateTimeOffset now)
    {
        var opened = new Consultation
        {
            At = now,
            OpenerId = opener.Agent.Id,
            Cause = cause,
            Subject = subject,
            Files = files,
            Parties = [opener, .. asked],
            State = ConsultationState.Open,
            Round = 1,
            Ttl = ttl,
            Deadline = now + ttl,
        };
        return cause is ConsultationCause.Request ? Proposed(opened, opener, subject, now) : opened;
    }

    /// <summary>What becomes of it when a party does something; of <see cref="ConsultAction.Get"/> and the like nothing.</summary>
    /// <param name="thread">The consultation, with what the one who acts has been shown.</param>
    /// <param name="actor">The registration of whoever acts.</param>
    /// <param name="action">What.</param>
    /// <param name="text">The words, where the action needs some.</param>
    /// <param name="now">This moment.</param>
    public static ConsultationAnswer Decide(Consultation thread, long actor, ConsultAction action, string? text, DateTimeOffset now)
    {
        thread = Settle(thread, now);
        if (thread.Find(actor) is not { IsHere: true } me)
            return Refused(thread, ConsultationWords.NotAsked(thread, thread.Find(actor)), ConsultAction.Get, ConsultAction.Open);

        return action switch
        {
            ConsultAction.Post when thread.IsUnfinished || thread.IsAgreement => new ConsultationAnswer.Done(thread),
            ConsultAction.Close => Close(thread, me, text, now),
            _ when !thread.IsUnfinished => Over(thread),
            _ when IsAnswer(action) && IsRequestOf(thread, me) =>
                Refused(thread, ConsultationWords.OwnRequest(thread), ConsultAction.Post, ConsultAction.Cancel),
            ConsultAction.Propose => Propose(thread, me, text, now),
            ConsultAction.Approve or ConsultAction.Accept => Approve(thread, me, now),
            ConsultAction.Contest or ConsultAction.Decline => Contest(thread, me, text, now),
            ConsultAction.Cancel => Cancel(thread, me, now),
            _ => new ConsultationAnswer.Done(thread),
        };
    }

    /// <summary>What time makes of it: a round that took too long ends it; one that a clock set back would make longer does not last longer.</summary>
    public static Consultation Settle(Consultation thread, DateTimeOffset now)
    {
        if (!thread.IsUnfinished)
            return thread;
        if (now >= thread.Deadline)
            return Ended(thread, ConsultationState.Expired, ConsultationWords.TooLong(thread), thread.Deadline);

        return thread.Deadline - now > thread.Ttl + ClockSlack ? thread with { Deadline = now + thread.Ttl } : thread;
    }

    /// <summary>What becomes of it when somebody is gone: it goes on with those who are left, without what the one gone proposed.</summary>
    public static Consultation Drop(Consultation thread, long agentId, string why, DateTimeOffset now)
    {
        // What was over before stays so.
        thread = Settle(thread, now);
        if (thread.Find(agentId) is not { IsHere: true } gone)
            return thread;

        thread = thread.With(gone with { LeftAt = now, LeftWhy = why });
        if (!thread.IsUnfinished)
            return thread;
        if (thread.Here.Count() < 2)
            return Ended(thread, ConsultationState.Moot, ConsultationWords.NobodyLeft(gone.Agent.Name, why), now);

        return thread.Proposal?.By == agentId ? Withdrawn(thread) : AgreedByAll(thread, now);
    }

    /// <summary>What becomes of it when one who was dropped comes back as a new registration: that one is asked, and has answered nothing.</summary>
    public static Consultation Return(Consultation thread, Party gone, Agent back) => thread with
    {
        OpenerId = thread.OpenerId == gone.Agent.Id ? back.Id : thread.OpenerId,
        Parties = [.. thread.Parties.Select(party => party == gone ? new Party(back, Liveness.Alive) : party)],
    };

    /// <summary>What becomes of it when others have to agree as well: each of them to what stands, and the round lasts as long for them.</summary>
    public static Consultation Join(Consultation thread, IReadOnlyList<Party> more, DateTimeOffset now) =>
        thread with { Parties = [.. thread.Parties, .. more], Deadline = now + thread.Ttl };

    /// <summary>What is awaited from somebody, the usual way first; empty where nothing is.</summary>
    public static IReadOnlyList<ConsultAction> Awaited(Consultation thread, long agentId)
    {
        if (thread.Find(agentId) is not { IsHere: true } me || thread.ClosedAt is not null)
            return [];

        return thread.State switch
        {
            ConsultationState.Open when thread.DeclinedBy is not null =>
                agentId == thread.OpenerId ? [ConsultAction.Propose, ConsultAction.Cancel] : [],
            ConsultationState.Open => [ConsultAction.Propose, ConsultAction.Post],
            ConsultationState.Resolving when !me.HasApproved(thread.Round) => Answers(thread),
            ConsultationState.Resolved when thread.AcceptedBy is { } doer && doer.Agent.Id != agentId => [],
            ConsultationState.Resolved => [ConsultAction.Close],
            ConsultationState.Expired => [ConsultAction.Open],
            _ => [],
        };
    }

    /// <summary>Whether it is one in which these are to agree, or have agreed, on what another one would be opened for.</summary>
    /// <param name="thread">The consultation.</param>
    /// <param name="parties">Everybody who would be a party, the opener too.</param>
    /// <param name="files">What it would be about.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public static bool IsAbout(Consultation thread, IReadOnlyCollection<long> parties, IReadOnlyList<ClaimPattern> files, bool ignoreCase)
    {
        if (!parties.All(id => thread.Find(id) is { IsHere: true }))
            return false;

        // What was agreed on one file settles nothing about another.
        var named = Named(thread, files, ignoreCase);
        return thread.IsUnfinished ? named.Any() : thread.IsAgreement && named.Count() == files.Count;
    }

    /// <summary>
    /// Whether these are to agree there, where some of them are at it already, instead of in another one: all who are parties are among
    /// them, it came of a conflict about one of the files, and there is room.
    /// </summary>
    /// <param name="thread">The consultation.</param>
    /// <param name="parties">Everybody who would be a party of the other one, the opener too.</param>
    /// <param name="files">What that would be about.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public static bool IsToBeJoined(Consultation thread, IReadOnlyCollection<long> parties, IReadOnlyList<ClaimPattern> files, bool ignoreCase) =>
        thread is { Cause: ConsultationCause.Conflict, IsUnfinished: true }
        && thread.Here.All(party => parties.Contains(party.Agent.Id))
        && thread.Parties.Select(party => party.Agent.Id).Union(parties).Count() <= ConsultationRequest.MaxAsked + 1
        && Named(thread, files, ignoreCase).Any();

    /// <summary>Whether an action answers a proposal.</summary>
    internal static bool IsAnswer(ConsultAction action) =>
        action is ConsultAction.Approve or ConsultAction.Accept or ConsultAction.Contest or ConsultAction.Decline;

    /// <summary>Whether a party has not been shown what it would answer; whoever has approved it, as its author has, knows it.</summary>
    internal static bool IsUnseen(Consultation thread, Party party) => !party.HasApproved(thread.Round) && party.SeenRound < thread.Round;

    private static IEnumerable<ClaimPattern> Named(Consultation thread, IReadOnlyList<ClaimPattern> files, bool ignoreCase) =>
        files.Where(file => thread.Files.Any(named => named.Intersects(file, ignoreCase)));

    private static ConsultationAnswer Propose(Consultation thread, Party me, string? text, DateTimeOffset now) =>
        thread.State is ConsultationState.Resolving
            ? Refused(thread, ConsultationWords.AlreadyProposed(thread), [.. Awaited(thread, me.Agent.Id), ConsultAction.Post])
            : new ConsultationAnswer.Done(Proposed(thread, me, text!, now));

    private static ConsultationAnswer Approve(Consultation thread, Party me, DateTimeOffset now)
    {
        if (thread.State is ConsultationState.Open)
            return Refused(thread, ConsultationWords.NothingProposed(thread), ConsultAction.Propose, ConsultAction.Post);
        if (me.HasApproved(thread.Round))
            return new ConsultationAnswer.Done(thread);
        if (IsUnseen(thread, me))
            return Refused(thread, ConsultationWords.NotSeen(thread), Answers(thread));

        var approved = me with { Answer = PartyAnswer.Approved, AnsweredRound = thread.Round, AnsweredAt = now, Reason = "" };
        return new ConsultationAnswer.Done(AgreedByAll(thread.With(approved), now));
    }

    private static ConsultationAnswer Contest(Consultation thread, Party me, string? reason, DateTimeOffset now)
    {
        if (thread.State is ConsultationState.Open)
            return Refused(thread, ConsultationWords.NothingProposed(thread), ConsultAction.Propose, ConsultAction.Post);
        if (IsUnseen(thread, me))
            return Refused(thread, ConsultationWords.NotSeen(thread), Answers(thread));

        var contested = thread.With(
            me with { Answer = PartyAnswer.Contested, AnsweredRound = thread.Round, AnsweredAt = now, Reason = reason! });
        return new ConsultationAnswer.Done(thread.Round == MaxRounds
            ? Ended(contested, ConsultationState.Expired, ConsultationWords.ContestedTooOften(me.Agent.Name), now)
            : contested with { State = ConsultationState.Open, Proposal = null, Round = thread.Round + 1, Deadline = now + thread.Ttl });
    }

    private static ConsultationAnswer Close(Consultation thread, Party me, string? outcome, DateTimeOffset now)
    {
        if (thread.IsUnfinished)
            return Refused(thread, ConsultationWords.NotOver(thread), [.. Awaited(thread, me.Agent.Id), ConsultAction.Post]);

        // What ended without an agreement has no outcome: nobody could write one that the others did not agree to.
        return thread.IsAgreement
            ? new ConsultationAnswer.Done(thread with { ClosedAt = now, ClosedBy = me.Agent.Name, Outcome = outcome })
            : Over(thread);
    }

    private static ConsultationAnswer Cancel(Consultation thread, Party me, DateTimeOffset now) => me.Agent.Id == thread.OpenerId
        ? new ConsultationAnswer.Done(Ended(thread, ConsultationState.Cancelled, ConsultationWords.TakenBack(me.Agent.Name), now))
        : Refused(thread, ConsultationWords.NotTheOpener(thread), [.. Awaited(thread, me.Agent.Id), ConsultAction.Post]);

    private static Consultation Proposed(Consultation thread, Party me, string text, DateTimeOffset now) => thread.With(
        me with { SeenRound = thread.Round, Answer = PartyAnswer.Approved, AnsweredRound = thread.Round, AnsweredAt = now, Reason = "" })
        with
    {
        State = ConsultationState.Resolving,
        Proposal = new Proposal(text, me.Agent.Id, now),
    };

    /// <summary>The proposal goes with whoever made it, and what the others said to it.</summary>
    private static Consultation Withdrawn(Consultation thread) => thread with
    {
        State = ConsultationState.Open,
        Proposal = null,
        Parties = [.. thread.Parties.Select(party => party.HasApproved(thread.Round) ? Unanswered(party) : party with { SeenRound = 0 })],
    };

    private static Party Unanswered(Party party) => party with { SeenRound = 0, Answer = null, AnsweredRound = 0, AnsweredAt = null };

    private static Consultation AgreedByAll(Consultation thread, DateTimeOffset now) =>
        thread.State is ConsultationState.Resolving && !thread.Awaited.Any()
            ? Ended(thread, ConsultationState.Resolved, ConsultationWords.AgreedBy(thread), now)
            : thread;

    private static Consultation Ended(Consultation thread, ConsultationState state, string why, DateTimeOffset at) =>
        thread with { State = state, EndedAt = at, EndedWhy = why };

    // A request is a proposal of its opener, until it is declined: then any party may propose.
    private static bool IsRequestOf(Consultation thread, Party me) => IsRequest(thread) && thread.Proposal?.By == me.Agent.Id;

    private static bool IsRequest(Consultation thread) => thread is { Cause: ConsultationCause.Request, Round: 1 };

    private static IReadOnlyList<ConsultAction> Answers(Consultation thread) => IsRequest(thread)
        ? [ConsultAction.Accept, ConsultAction.Decline]
        : [ConsultAction.Approve, ConsultAction.Contest];

    private static ConsultationAnswer Over(Consultation thread) => Refused(
        thread, ConsultationWords.Over(thread), thread.IsAgreement ? [ConsultAction.Get, ConsultAction.Close] : [ConsultAction.Open]);

    private static ConsultationAnswer.Refused Refused(Consultation thread, string why, params IReadOnlyList<ConsultAction> ways) =>
        new(ProblemKind.Refused, why, [.. ways.Distinct()], thread);
}
