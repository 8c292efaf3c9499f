using Sidecar.Agents;

namespace Sidecar.Consultations;

/// <summary>One of those who are to agree: the opener, or one who was asked. It is a registration; a later one of its name takes its place where it is not over.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Live">Whether it lives.</param>
public sealed record Party(Agent Agent, Liveness Live)
{
    /// <summary>The last round whose proposal it has been shown; known of whoever acts only, from its messages.</summary>
    public int SeenRound { get; init; }

    /// <summary>Its last answer; null where it has given none yet.</summary>
    public PartyAnswer? Answer { get; init; }

    /// <summary>The round of that answer.</summary>
    public int AnsweredRound { get; init; }

    /// <summary>When it answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Why it contested; empty where it did not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was dropped; null while it is asked.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Why it was dropped, in words.</summary>
    public string? LeftWhy { get; init; }

    /// <summary>Whether it is still one of those who have to agree.</summary>
    public bool IsHere => LeftAt is null;

    /// <summary>Whether it approved what was proposed in a round.</summary>
    public bool HasApproved(int round) => Answer is PartyAnswer.Approved && AnsweredRound == round;
}
