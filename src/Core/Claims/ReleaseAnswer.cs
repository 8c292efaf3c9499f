using Sidecar.Agents;

namespace Sidecar.Claims;

/// <summary>What a release did.</summary>
/// <param name="Released">The claims that ended (or changed hands).</param>
/// <param name="NotHeld">Patterns that the asker neither held nor announced; nothing was done about them.</param>
/// <param name="WaitingNowServed">Who waits for what became free and can have it now, first come first.</param>
/// <param name="To">Who holds them now, in a hand-over.</param>
public sealed record ReleaseAnswer(
    IReadOnlyList<Claim> Released,
    IReadOnlyList<ClaimPattern> NotHeld,
    IReadOnlyList<AgentName> WaitingNowServed,
    AgentName? To)
{
    /// <summary>What the asker announced, where it is forced anybody, and that no longer counts.</summary>
    public IReadOnlyList<ClaimPattern> Announced { get; init; } = [];
}
