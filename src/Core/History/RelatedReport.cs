namespace Sidecar.History;

/// <summary>What changes along with some files.</summary>
public sealed record RelatedReport
{
    // Further down a list nothing is left that could come up in the sum.
    private const int MostForSum = 200;

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One answer per file, in the order asked for.</summary>
    public required IReadOnlyList<RelatedPath> Paths { get; init; }

    /// <summary>What changes along with all of them taken together, strongest first; none where one file was asked for.</summary>
    public required IReadOnlyList<CombinedFile> Combined { get; init; }

    /// <summary>How the index of the history stands.</summary>
    public required HistoryReport History { get; init; }

    /// <summary>Asks the index. Only what really was changed together counts: a name alone is no answer here.</summary>
    /// <param name="history">How it stands; where it has no answers yet, nothing is known of any file.</param>
    /// <param name="files">The files.</param>
    /// <param name="now">This moment.</param>
    /// <param name="most">At most so many for each file, and for all of them.</param>
    public static RelatedReport Of(HistoryReport history, IReadOnlyList<RepoPath> files, DateTimeOffset now, int most)
    {
        var paths = files.Select(file => Ask(history.Index, file, now)).ToList();
        return new RelatedReport
        {
            At = now,
            Paths = [.. paths.Select(path => path with { Related = [.. path.Related.Take(most)] })],
            Combined = files.Count < 2 ? [] : [.. Combine(paths, files).Take(most)],
            History = history,
        };
    }

    private static RelatedPath Ask(CoChangeIndex? index, RepoPath file, DateTimeOffset now) => index is null
        ? new RelatedPath(file, 0, [])
        : new RelatedPath(file, index.Changes(file), index.Related(file, now, MostForSum, leastTogether: 1));

    private static IEnumerable<CombinedFile> Combine(IReadOnlyList<RelatedPath> paths, IReadOnlyList<RepoPath> files) => paths
        .SelectMany(path => path.Related.Select(related => (Of: path.Path, Related: related)))
        .Where(pair => !files.Contains(pair.Related.Path))
        .GroupBy(pair => pair.Related.Path)
        .Select(group => new CombinedFile(group.Key, group.Sum(pair => pair.Related.FromHistory), [.. group.Select(pair => pair.Of)]))
        .OrderByDescending(combined => combined.Score)
        .ThenBy(combined => combined.Path.ToString(), StringComparer.Ordinal);
}
