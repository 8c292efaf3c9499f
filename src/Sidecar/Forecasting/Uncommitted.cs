using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>What differs from the index in a worktree, sorted by what is to be done about it.</summary>
/// <param name="There">Files whose content counts.</param>
/// <param name="Gone">Files that are no longer there.</param>
/// <param name="Bytes">How much there is to write down.</param>
/// <param name="Skipped">Why some files were left out, in few words each.</param>
internal sealed record Uncommitted(
    IReadOnlyList<RepoPath> There, IReadOnlyList<RepoPath> Gone, long Bytes, IReadOnlyCollection<string> Skipped)
{
    // What nobody added yet is often nobody's work: what a build or a download left behind.
    private const long MaxUntrackedBytes = 1024 * 1024;
    private const int MostUntracked = 2000;

    /// <summary>Looks at the files.</summary>
    public static Uncommitted Of(IEnumerable<DirtyPath> dirty, string worktree)
    {
        var skipped = new SortedSet<string>(StringComparer.Ordinal);
        var there = new List<RepoPath>();
        var gone = new List<RepoPath>();
        var untracked = new List<(RepoPath Path, DateTime At, long Size)>();
        var bytes = 0L;
        foreach (var path in dirty.Where(path => path.WorktreeDiffers))
        {
            var file = new FileInfo(Path.Combine(worktree, path.Path.ToString()));
            if (path.Kind is DirtyKind.Deleted)
                gone.Add(path.Path);
            else if (WhyNot(path, file) is { } why)
                skipped.Add(why);
            else if (path.Kind is DirtyKind.Untracked)
                untracked.Add((path.Path, file.LastWriteTimeUtc, Size(file)));
            else
                Add(path.Path, Size(file));
        }

        if (untracked.Count > MostUntracked)
            skipped.Add($"untracked files but the latest {MostUntracked}");
        foreach (var (path, _, size) in untracked.OrderByDescending(file => file.At).Take(MostUntracked))
            Add(path, size);
        return new Uncommitted(there, gone, bytes, skipped);

        void Add(RepoPath path, long size)
        {
            there.Add(path);
            bytes += size;
        }
    }

    /// <summary>What was left out, in a sentence; empty for nothing.</summary>
    public string LeftOut(string worktree) => Skipped.Count == 0 ? "" : $"left out in {worktree}: {string.Join(", ", Skipped)}.";

    private static string? WhyNot(DirtyPath path, FileInfo file)
    {
        if (path.Path.HasLostBytes)
            return "names that are no UTF-8";

        // The target of a link is no part of the worktree; a file that went away since is told by another event.
        if (file.LinkTarget is not null || !file.Exists)
            return null;
        if (path.Kind is DirtyKind.Untracked && file.Length > MaxUntrackedBytes)
            return $"untracked files over {MaxUntrackedBytes / 1024 / 1024} MiB";

        return CanRead(file) ? null : "files that cannot be read";
    }

    private static long Size(FileInfo file) => file.LinkTarget is null && file.Exists ? file.Length : 0;

    private static bool CanRead(FileInfo file)
    {
        try
        {
            using var opened = File.OpenHandle(file.FullName, share: FileShare.ReadWrite | FileShare.Delete);
            return true;
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
