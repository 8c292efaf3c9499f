namespace Sidecar.History;

/// <summary>
/// Reads the history of a repository. Every engine gives the same answers: replaced commits (refs/replace) are not followed,
/// merges are left out, and so are the commits at the border of a shallow clone, whose changes nobody can know.
/// </summary>
public interface ICommitHistory
{
    /// <summary>What it reads with, as the setting <c>sidecar.historyEngine</c> calls it.</summary>
    string Engine { get; }

    /// <summary>What the history lacks here; a fetch can change it.</summary>
    /// <exception cref="SidecarException">It could not be told.</exception>
    HistoryKind Kind();

    /// <summary>Whether a commit is there.</summary>
    /// <exception cref="SidecarException">It could not be told.</exception>
    bool Has(string commit);

    /// <summary>How many commits a range has.</summary>
    /// <param name="range">Which.</param>
    /// <param name="most">To count no further than to this.</param>
    /// <exception cref="SidecarException">It could not be told.</exception>
    int Count(HistoryRange range, int most = int.MaxValue);

    /// <summary>The ids of the commits of a range.</summary>
    /// <exception cref="SidecarException">They could not be read.</exception>
    IReadOnlyList<string> Ids(HistoryRange range);

    /// <summary>The commits of a range as they are read, newest first.</summary>
    /// <param name="range">Which.</param>
    /// <param name="most">At most so many of the newest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SidecarException">They could not be read, or not to the end.</exception>
    IEnumerable<CommitFiles> Read(HistoryRange range, int most, CancellationToken cancellationToken);

    /// <summary>The files of a commit.</summary>
    /// <exception cref="SidecarException">They could not be read.</exception>
    IReadOnlyList<RepoPath> Files(string commit);
}
