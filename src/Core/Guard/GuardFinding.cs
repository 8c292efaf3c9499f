using Sidecar.Claims;

namespace Sidecar.Guard;

/// <summary>One path of a commit that another agent holds.</summary>
/// <param name="Path">The path.</param>
/// <param name="Claim">The claim that covers it.</param>
public sealed record GuardFinding(RepoPath Path, Claim Claim);
