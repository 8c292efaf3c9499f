namespace Sidecar.Claims;

/// <summary>Everything that decides who may have what, at one moment.</summary>
/// <param name="Claims">The claims in force: not over, their holders not known to be dead.</param>
/// <param name="Queue">Who waits, first come first; only those not known to be gone.</param>
/// <param name="IgnoreCase">Whether paths that differ in case are the same file.</param>
public sealed record ClaimBoard(IReadOnlyList<Claim> Claims, IReadOnlyList<Waiting> Queue, bool IgnoreCase);
