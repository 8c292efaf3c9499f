using Sidecar.Repository;

namespace Sidecar.Setup.Inspection;

/// <summary>All checkouts of a repository.</summary>
internal static class Worktrees
{
    /// <summary>The top folders of those that are there, absolute.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<string> List(GitProcess git)
    {
        var listed = git.Run(["worktree", "list", "--porcelain", "-z"]);
        if (!listed.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"Git cannot list the worktrees: {Printable.OneLine(listed.Errors.Trim())}", "git worktree list");
        }

        // A record is "worktree PATH", then more lines, then an empty one; here each ends in NUL.
        return listed.Text.Split("\0\0", StringSplitOptions.RemoveEmptyEntries)
            .Select(record => record.Split('\0'))
            .Where(lines => !lines.Contains("bare", StringComparer.Ordinal))
            .Select(lines => lines[0]["worktree ".Length..])
            .Where(Directory.Exists)
            .ToList();
    }
}
