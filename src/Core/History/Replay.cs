namespace Sidecar.History;

/// <summary>
/// A history lived through once more: each commit is seen before it is known, so that what was said of its files can be compared
/// with what it did.
/// </summary>
public static class Replay
{
    /// <summary>Smaller commits have nothing to foretell.</summary>
    public const int FewestFiles = 2;

    /// <summary>Larger ones are no one piece of work.</summary>
    public const int MostFiles = 20;

    /// <summary>The latest commits of <see cref="FewestFiles"/> to <see cref="MostFiles"/> files, oldest first.</summary>
    /// <param name="commits">The whole history that is known, oldest first: what comes before them is what is learned from.</param>
    /// <param name="latest">How many.</param>
    public static IEnumerable<ReplayedCommit> Latest(IReadOnlyList<CommitFiles> commits, int latest)
    {
        var first = commits.Count;
        for (var left = latest; left > 0 && first > 0;)
        {
            first--;
            left -= IsPieceOfWork(commits[first]) ? 1 : 0;
        }

        var index = new CoChangeIndex();
        for (var at = 0; at < commits.Count; at++)
        {
            if (at >= first && IsPieceOfWork(commits[at]))
                yield return new ReplayedCommit(index, commits[at]);

            index.Add(commits[at]);
        }
    }

    /// <summary>Whether a commit has so many files.</summary>
    public static bool IsPieceOfWork(CommitFiles commit) => commit.Files.Count is >= FewestFiles and <= MostFiles;
}
