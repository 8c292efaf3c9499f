namespace Sidecar.Operations;

/// <summary>What a commit did to one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its blob id in the parent; null where it was not there.</param>
/// <param name="After">Its blob id in the commit; null where it is gone.</param>
public sealed record CommittedFile(RepoPath Path, string? Before, string? After);
