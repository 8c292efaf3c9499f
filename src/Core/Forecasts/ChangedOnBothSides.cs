using Sidecar.Operations;

namespace Sidecar.Forecasts;

/// <summary>A file that both sides changed against what they began with, and not to the same.</summary>
/// <param name="Path">The file.</param>
/// <param name="Base">Its blob in what they began with; null where it was not there.</param>
/// <param name="Mine">Its blob on one side; null where it is gone there.</param>
/// <param name="Theirs">Its blob on the other one.</param>
public sealed record ChangedOnBothSides(RepoPath Path, string? Base, string? Mine, string? Theirs)
{
    /// <summary>Finds them among what each side changed; not such as may have another name than the one read, see <see cref="MayBeUnnamed"/>.</summary>
    public static IReadOnlyList<ChangedOnBothSides> Find(IReadOnlyList<CommittedFile> mine, IReadOnlyList<CommittedFile> theirs)
    {
        var others = theirs.Where(file => !file.Path.HasLostBytes).ToDictionary(file => file.Path);
        return
        [
            .. mine.Where(file => others.TryGetValue(file.Path, out var other) && other.After != file.After)
                .Select(file => new ChangedOnBothSides(file.Path, file.Before, file.After, others[file.Path].After)),
        ];
    }

    /// <summary>Whether there may be more of them: with names that are no UTF-8, of which several read alike.</summary>
    public static bool MayBeUnnamed(IReadOnlyList<CommittedFile> mine, IReadOnlyList<CommittedFile> theirs)
    {
        var others = theirs.Select(file => file.Path).Where(path => path.HasLostBytes).ToHashSet();
        return mine.Any(file => others.Contains(file.Path));
    }

    /// <summary>
    /// The files that one side added under a name that the other one, too, added, in other letters: where the file system
    /// ignores case a merge cannot lay down both.
    /// </summary>
    public static IReadOnlyList<RepoPath> SameButForCase(IReadOnlyList<CommittedFile> mine, IReadOnlyList<CommittedFile> theirs)
    {
        var others = Added(theirs).ToLookup(path => path.ToString(), StringComparer.OrdinalIgnoreCase);
        return [.. Added(mine).Where(path => others[path.ToString()].Any(other => other != path))];
    }

    private static IEnumerable<RepoPath> Added(IReadOnlyList<CommittedFile> files) =>
        files.Where(file => file is { Before: null, After: not null, Path.HasLostBytes: false }).Select(file => file.Path);
}
