using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>What differs from the index in a worktree, sorted by what is to be done about it.</summary>
/// <param name="There">Files whose content counts.</param>
/// <param name="Gone">Files that are no longer there.</param>
/// <param name="Skipped">Why some files were left out, in few words each.</param>
internal sealed record Uncommitted(
    IReadOnlyList<UncommittedFile> There, IReadOnlyList<RepoPath> Gone, IReadOnlyCollection<string> Skipped)
{
    private const long MaxTrackedBytes = 16 * MiB;

    // What nobody added yet is often nobody's work: what a build or a download left behind.
    private const long MaxUntrackedBytes = MiB;
    private const int MostUntracked = 2000;

    private const long MiB = 1024 * 1024;

    /// <summary>Looks at the files.</summary>
    /// <param name="dirty">What differs.</param>
    /// <param name="worktree">The worktree.</param>
    /// <param name="filtered">Those of some files that git keeps through a program.</param>
    public static Uncommitted Of(
        IEnumerable<DirtyPath> dirty, string worktree, Func<IReadOnlyCollection<RepoPath>, IReadOnlySet<RepoPath>> filtered)
    {
        var skipped = new SortedSet<string>(StringComparer.Ordinal);
        var tracked = new List<UncommittedFile>();
        var untracked = new List<UncommittedFile>();
        var gone = new List<RepoPath>();
        foreach (var path in dirty.Where(path => path.WorktreeDiffers))
        {
            var file = new FileInfo(Path.Combine(worktree, path.Path.ToString()));
            if (WhyNot(path, file) is { } why)
                skipped.Add(why);
            else if (path.Kind is DirtyKind.Deleted)
                gone.Add(path.Path);
            else
                (path.Kind is DirtyKind.Untracked ? untracked : tracked).Add(new UncommittedFile(path.Path, Size(file), file.LastWriteTimeUtc));
        }

        if (untracked.Count > MostUntracked)
            skipped.Add($"untracked files but the latest {MostUntracked}");
        var there = tracked.Concat(untracked.OrderByDescending(file => file.At).Take(MostUntracked)).ToList();
        var through = filtered([.. there.Select(file => file.Path)]);
        if (through.Count > 0)
            skipped.Add("changes in files that git keeps through a filter");
        return new Uncommitted(there.FindAll(file => !through.Contains(file.Path)), gone, skipped);
    }

    /// <summary>What was left out, in a sentence; empty for nothing.</summary>
    public string LeftOut(string worktree) => Skipped.Count == 0 ? "" : $"left out in {worktree}: {string.Join(", ", Skipped)}.";

    private static string? WhyNot(DirtyPath path, FileInfo file)
    {
        if (path.Path.HasLostBytes)
            return "names that are no UTF-8";

        // The target of a link is no part of the worktree; a file that went away since is told by another event.
        if (path.Kind is DirtyKind.Deleted || file.LinkTarget is not null || !file.Exists)
            return null;
        if (path.Kind is DirtyKind.Untracked && file.Length > MaxUntrackedBytes)
            return $"untracked files over {MaxUntrackedBytes / MiB} MiB";
        if (file.Length > MaxTrackedBytes)
            return $"changes in files over {MaxTrackedBytes / MiB} MiB";

        return CanRead(file) ? null : "files that cannot be read";
    }

    private static long Size(FileInfo file) => file.LinkTarget is null && file.Exists ? file.Length : 0;

    // A pipe in place of a file would be waited for without end.
    private static bool CanRead(FileInfo file)
    {
        try
        {
            using var opened = PlainFile.TryOpen(file.FullName);
            return opened is not null || !File.Exists(file.FullName);
        }
        catch (FileNotFoundException)
        {
            return true; // it went away in between
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
