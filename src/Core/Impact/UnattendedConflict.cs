namespace Sidecar.Impact;

/// <summary>A file that would not merge with another worktree, in which no other agent is at work whom one could ask.</summary>
/// <param name="Path">The file.</param>
/// <param name="Here">The worktree of whoever asks.</param>
/// <param name="Worktree">The other one.</param>
public sealed record UnattendedConflict(RepoPath Path, string Here, string Worktree);
