using Sidecar.Repository;
using Sidecar.Watch;
using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>How the watching of one worktree stands, as everybody is told. For one thread.</summary>
internal sealed class Standing(WatcherStore store, RepositoryFolders folders, Heads heads, IFileEvents events)
{
    private DateTimeOffset? _scannedAt;
    private Head _head = heads.Read();

    /// <summary>Whether everything was looked at once.</summary>
    public bool IsScanned => _scannedAt is not null;

    /// <summary>Another commit or branch may be checked out now; says whether it is another commit.</summary>
    public bool ReadHead()
    {
        var before = _head;
        _head = heads.Read();
        return _head.Commit != before.Commit;
    }

    /// <summary>Tells.</summary>
    /// <param name="stage">How it stands, were it not for problems.</param>
    /// <param name="problems">What is wrong with the rules of what is watched.</param>
    /// <param name="behindSince">Since when changes wait.</param>
    /// <param name="scannedAt">When everything was looked at, if that was just now.</param>
    public void Tell(
        WatchStage stage, IReadOnlyList<string> problems, DateTimeOffset? behindSince = null, DateTimeOffset? scannedAt = null)
    {
        _scannedAt = scannedAt ?? _scannedAt;
        var all = events.Problems.Concat(problems).Distinct(StringComparer.Ordinal).ToList();
        var isDegraded = stage is WatchStage.Ready && events.Problems.Count > 0;
        store.SetWorktree(new WatchedWorktree(
            folders.Worktree, isDegraded ? WatchStage.Degraded : stage, Printable.Short(string.Join(' ', all), 1000), events.Directories)
        {
            BehindSince = behindSince,
            ScannedAt = _scannedAt,
            Branch = _head.Branch,
            Head = _head.Commit,
        });
    }
}
