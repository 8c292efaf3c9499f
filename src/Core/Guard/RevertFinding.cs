using Sidecar.Operations;

namespace Sidecar.Guard;

/// <summary>One file of a commit that would be put back to what it was before somebody else's commit.</summary>
/// <param name="Path">The file.</param>
/// <param name="Undone">The commit that would be undone for this file.</param>
public sealed record RevertFinding(RepoPath Path, RecordedCommit Undone);
