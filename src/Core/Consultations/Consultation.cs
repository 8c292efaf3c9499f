using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Consultations;

/// <summary>A thread in which some agents, or people, are to agree. What may happen to it is in <see cref="ConsultationRules"/>.</summary>
public sealed record Consultation
{
    /// <summary>Its number; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The registration of whoever opened it.</summary>
    public required long OpenerId { get; init; }

    /// <summary>Why it was opened.</summary>
    public required ConsultationCause Cause { get; init; }

    /// <summary>What it is about, in the opener's words.</summary>
    public required string Subject { get; init; }

    /// <summary>The files that it is about; may be none.</summary>
    public required IReadOnlyList<ClaimPattern> Files { get; init; }

    /// <summary>Everybody who was ever to agree, the opener first.</summary>
    public required IReadOnlyList<Party> Parties { get; init; }

    /// <summary>How far it is.</summary>
    public required ConsultationState State { get; init; }

    /// <summary>Which round, 1 to <see cref="ConsultationRules.MaxRounds"/>.</summary>
    public required int Round { get; init; }

    /// <summary>How long a round may last.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>When this round ends without an agreement.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>What stands to be approved, or what was; null where nothing does.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>When it came to an end; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it came to an end, in words.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>When it was put on record what came of it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who did that.</summary>
    public AgentName? ClosedBy { get; init; }

    /// <summary>What came of it, in the words of whoever closed it.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether it can still be agreed on.</summary>
    public bool IsUnfinished => State is ConsultationState.Open or ConsultationState.Resolving;

    /// <summary>Whether something was agreed that is not done yet.</summary>
    public bool IsAgreement => State is ConsultationState.Resolved && ClosedAt is null;

    /// <summary>Those who are still to agree.</summary>
    public IEnumerable<Party> Here => Parties.Where(party => party.IsHere);

    /// <summary>Those of them who have not approved what stands.</summary>
    public IEnumerable<Party> Awaited =>
        State is ConsultationState.Resolving ? Here.Where(party => !party.HasApproved(Round)) : [];

    /// <summary>Those who approved the proposal of this round, those who left later included.</summary>
    public IEnumerable<Party> Agreed => Parties.Where(party => party.HasApproved(Round));

    /// <summary>Whoever declined what it was asked to do, as long as nothing else is proposed; null for nobody.</summary>
    public Party? DeclinedBy => this is { Cause: ConsultationCause.Request, State: ConsultationState.Open }
        ? Here.FirstOrDefault(party => party.Agent.Id != OpenerId && party.Answer is PartyAnswer.Contested && party.AnsweredRound == Round - 1)
        : null;

    /// <summary>Whoever agreed to do what it was asked to; null for nobody. What was agreed in a later round may be anybody's work.</summary>
    public Party? AcceptedBy => this is { Cause: ConsultationCause.Request, State: ConsultationState.Resolved, Round: 1 }
        ? Agreed.FirstOrDefault(party => party.Agent.Id != OpenerId)
        : null;

    /// <summary>Whoever opened it.</summary>
    public Party Opener => Find(OpenerId)!;

    /// <summary>The party that is this registration; null where it is none.</summary>
    public Party? Find(long agentId) => Parties.FirstOrDefault(party => party.Agent.Id == agentId);

    /// <summary>The last party of this name that was dropped; null where there is none.</summary>
    public Party? FindFormer(AgentName name) => Parties.LastOrDefault(party => !party.IsHere && party.Agent.Name == name);

    internal Consultation With(Party changed) =>
        this with { Parties = [.. Parties.Select(party => party.Agent.Id == changed.Agent.Id ? changed : party)] };
}
