using Sidecar.Repository;

namespace Sidecar.History;

/// <summary>Brings the index of the history up to date with what is checked out now, as the settings have it. For one thread.</summary>
/// <param name="reader">Reads the index there.</param>
/// <param name="folders">The repository.</param>
/// <param name="environment">This process's environment.</param>
/// <param name="time">The clock.</param>
internal sealed class IndexRun(
    HistoryReader reader, RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    private readonly HistoryIndexer _indexer = new(reader, time);

    // The worktree has the team's settings, and may be taken away; the folder that all worktrees share stays.
    private GitProcess Git => new(
        Directory.Exists(folders.Worktree) ? folders.Worktree : folders.CommonDirectory, environment);

    /// <summary>Does it.</summary>
    /// <exception cref="SidecarException">The history cannot be read, which whoever reads is told, too; or the file not written.</exception>
    public IndexOutcome Update(CancellationToken cancellationToken)
    {
        var git = Git;
        var (history, tips, most) = Ask(git);
        return _indexer.Update(history, tips, most, cancellationToken);
    }

    private (ICommitHistory History, IReadOnlyList<string> Tips, int Most) Ask(GitProcess git)
    {
        try
        {
            var settings = RepositorySettings.Read(git);
            return (CommitHistories.Open(git, environment, settings.HistoryEngine), Worktrees.Commits(git), settings.HistoryCommits);
        }
        catch (SidecarException problem)
        {
            _indexer.Tell(problem);
            throw;
        }
    }
}
