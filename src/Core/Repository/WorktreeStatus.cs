namespace Sidecar.Repository;

/// <summary>Which paths of a worktree are not as they were committed, as git tells it: the truth behind every hint.</summary>
public sealed class WorktreeStatus
{
    // Beyond these one walk over the whole worktree is cheaper, and Windows takes no longer command line.
    private const int MaxPaths = 300;
    private const int MaxArgumentLength = 24_000;

    private static readonly string[] Question =
    [
        "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignored=no", "--ignore-submodules=all", "--",
    ];

    private readonly IReadOnlyDictionary<RepoPath, DirtyPath> _dirty;

    private WorktreeStatus(IReadOnlyDictionary<RepoPath, DirtyPath> dirty, int skipped)
    {
        _dirty = dirty;
        Skipped = skipped;
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<DirtyPath> Dirty => _dirty.Values;

    /// <summary>How many names were left out, because they are no paths from the top of a repository.</summary>
    public int Skipped { get; }

    /// <summary>What is the matter with a path that was asked for; null where it is clean, ignored or not there.</summary>
    public DirtyPath? Find(RepoPath path) => _dirty.GetValueOrDefault(path);

    /// <summary>Asks git.</summary>
    /// <param name="git">Must run at the top of the worktree.</param>
    /// <param name="only">
    /// The paths in question; one that is or was a folder stands for all below it. Null asks for everything.
    /// </param>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static WorktreeStatus Read(GitProcess git, IReadOnlyCollection<RepoPath>? only = null)
    {
        var parser = new StatusParser();
        if (only is null)
            parser.Read(Ask(git, []));
        else if (only.Count > 0)
            parser.Read(Ask(git, Limits(only)));

        var dirty = only is null ? parser.Dirty : Among(parser.Dirty, only);
        return new WorktreeStatus(dirty, parser.Skipped);
    }

    private static string Ask(GitProcess git, IReadOnlyList<string> limits)
    {
        var output = git.Run([.. Question, .. limits]);
        if (!output.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"git status failed in '{Printable.Short(git.Worktree, 300)}': {Printable.Short(output.Errors.Trim(), 300)}", "git status");
        }

        return output.Text;
    }

    // "literal", so that a name with a bracket or a star means itself. Of a name that is no UTF-8 the bytes are lost here, so
    // git could not be asked for it.
    private static IReadOnlyList<string> Limits(IReadOnlyCollection<RepoPath> only)
    {
        var limits = only.Count <= MaxPaths && !only.Any(path => path.HasLostBytes) ? only.Select(path => $":(top,literal){path}").ToList() : [];
        return limits.Sum(limit => limit.Length) <= MaxArgumentLength ? limits : [];
    }

    // The answer must not depend on whether git was asked for some paths or for all.
    private static Dictionary<RepoPath, DirtyPath> Among(
        IReadOnlyDictionary<RepoPath, DirtyPath> dirty, IReadOnlyCollection<RepoPath> only)
    {
        var wanted = only.Select(path => path.ToString()).ToHashSet(StringComparer.Ordinal);
        return dirty.Where(entry => IsAmong(entry.Key.ToString(), wanted)).ToDictionary();
    }

    private static bool IsAmong(string path, HashSet<string> wanted)
    {
        var names = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (names.Contains(path.AsSpan(0, end)))
                return true;
        }

        return false;
    }
}
