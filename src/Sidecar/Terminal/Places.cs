namespace Sidecar.Terminal;

/// <summary>Worktrees as people say them.</summary>
internal static class Places
{
    // Most often all work in one place or in folders side by side; a full path would fill the screen.
    public static string Of(string worktree, string mine) =>
        worktree.Length == 0 ? "" : worktree == mine ? "this one" : Path.GetRelativePath(mine, worktree);
}
