using Sidecar.Agents;

namespace Sidecar.Claims;

/// <summary>A claim that no longer holds, and why.</summary>
/// <param name="Pattern">What it was about.</param>
/// <param name="Holder">Who held it.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Why">Why, in words: "expired", "its client process 4711 is gone".</param>
public sealed record EndedClaim(ClaimPattern Pattern, AgentName Holder, DateTimeOffset EndedAt, string Why);
