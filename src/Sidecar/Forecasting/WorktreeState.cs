namespace Sidecar.Forecasting;

/// <summary>All that is in a worktree at one moment, as a commit that nobody else knows.</summary>
/// <param name="Worktree">The worktree.</param>
/// <param name="Head">The commit that is checked out.</param>
/// <param name="Commit">What is checked out and what is not committed on top of it; <paramref name="Head"/> itself where all is committed.</param>
/// <param name="LeftOut">What of the worktree is not in it, in a sentence; empty for nothing.</param>
internal sealed record WorktreeState(string Worktree, string Head, string Commit, string LeftOut);
