namespace Sidecar.Status;

/// <summary>Nobody knows what merging two worktrees that are in use would bring.</summary>
/// <param name="Here">The one of whoever asks.</param>
/// <param name="Worktree">The other one.</param>
/// <param name="Why">Why not.</param>
public sealed record UntriedMerge(string Here, string Worktree, string Why);
