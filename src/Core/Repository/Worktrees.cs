namespace Sidecar.Repository;

/// <summary>All checkouts of a repository.</summary>
public static class Worktrees
{
    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>The top folders of those that are there, absolute. The git directory of one of them may be broken.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<string> Tops(GitProcess git) =>
        [.. Records(git).Select(lines => Top(lines[0]["worktree ".Length..], git)).Where(Directory.Exists)!];

    /// <summary>The commits that are checked out in any of them, each once. None before the first commit.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<string> Commits(GitProcess git) =>
    [
        .. Records(git).SelectMany(lines => lines)
            .Where(line => line.StartsWith("HEAD ", StringComparison.Ordinal))
            .Select(line => line["HEAD ".Length..])
            .Where(id => !id.All(digit => digit == '0'))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>As <see cref="Tops"/>, only those that can be worked in, with their git directories.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<RepositoryFolders> List(GitProcess git) => Tops(git).Select(Folders).OfType<RepositoryFolders>().ToList();

    private static IEnumerable<string[]> Records(GitProcess git)
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
            .Where(lines => !lines.Any(IsOfNoUse));
    }

    private static bool IsOfNoUse(string line) =>
        line is "bare" or "prunable" || line.StartsWith("prunable ", StringComparison.Ordinal);

    // Git names the main checkout of a submodule, and of others with core.worktree, by its git directory.
    private static string? Top(string listed, GitProcess git)
    {
        if (Path.Exists(Path.Combine(listed, ".git")) || !File.Exists(Path.Combine(listed, "HEAD")))
            return listed;

        var told = git.Run(["config", "-z", "-f", Path.Combine(listed, "config"), "core.worktree"]);
        return told.Succeeded ? Path.GetFullPath(told.Text.TrimEnd('\0'), listed) : null;
    }

    private static RepositoryFolders? Folders(string top)
    {
        try
        {
            return RepositoryFolders.Find(top, NoVariables);
        }
        catch (SidecarException)
        {
            return null;
        }
    }
}
