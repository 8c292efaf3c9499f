namespace Sidecar.History;

/// <summary>One file of a commit.</summary>
/// <param name="Change">What was done to it.</param>
/// <param name="Path">Its path after the commit; of a deleted one its last.</param>
/// <param name="From">Its path before, where it was renamed or copied; else null.</param>
public sealed record ChangedFile(CommitChange Change, RepoPath Path, RepoPath? From = null);
