namespace Sidecar.Watching;

/// <summary>What is checked out in a worktree.</summary>
/// <param name="Branch">Its branch without "refs/heads/"; null where HEAD is detached.</param>
/// <param name="Commit">The id of its commit; null before the first one.</param>
internal sealed record Head(string? Branch, string? Commit);
