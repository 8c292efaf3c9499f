namespace Sidecar.Claims;

/// <summary>Why a wanted pattern cannot be had: one holder, or one who waits ahead in the queue.</summary>
/// <param name="Wanted">What was asked for.</param>
/// <param name="Held">What stands in the way.</param>
public sealed record ClaimConflict(ClaimPattern Wanted, Claim Held);
