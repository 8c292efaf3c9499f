using Sidecar.Repository;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Watching;

/// <summary>The worktrees under watch: follows those that git makes, moves and takes away meanwhile. For one thread.</summary>
/// <param name="folders">The repository.</param>
/// <param name="git">Git, in a folder that stays as long as the repository does.</param>
/// <param name="watches">Opens the watches.</param>
/// <param name="store">Where they tell how they stand.</param>
/// <param name="work">What was written in them.</param>
/// <param name="log">What happened.</param>
/// <param name="time">The clock.</param>
internal sealed class WorktreeRoster(
    RepositoryFolders folders, GitProcess git, IWorktreeWatches watches, WatcherStore store, WorkStore work, WatchLog log,
    TimeProvider time)
    : IAsyncDisposable
{
    // A worktree that was moved by hand, or comes back, changes nothing in git's folder.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, WorktreeKeeper> _kept = new(StringComparer.Ordinal);
    private readonly string _git = Path.Combine(folders.CommonDirectory, "worktrees");
    private DateTime? _changed;
    private long _looked;

    /// <summary>
    /// Looks whether there are other worktrees now. Cheap, for every second: git's own folder of them tells by its time, and
    /// needs no watch of its own.
    /// </summary>
    /// <exception cref="SidecarException">Git could not tell; those known go on.</exception>
    public async Task LookAsync()
    {
        // The time of a folder that is not there is a time too.
        var changed = Directory.GetLastWriteTimeUtc(_git);
        if (changed == _changed && time.GetElapsedTime(_looked) < LookAnyway && _kept.Keys.All(Directory.Exists))
            return;

        var there = Worktrees.Tops(git);
        (_changed, _looked) = (changed, time.GetTimestamp());
        foreach (var gone in _kept.Keys.Except(there, StringComparer.Ordinal).ToList())
            await ForgetAsync(gone);
        foreach (var added in there.Except(_kept.Keys, StringComparer.Ordinal).ToList())
        {
            log.Add($"watches {added}");
            _kept[added] = new WorktreeKeeper(added, watches, store, log, time);
        }

        foreach (var gone in work.EndElsewhere(there))
            log.Add($"nothing is uncommitted in {gone} any more: it is gone");
    }

    /// <summary>Ends all watches.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_kept.Values.Select(keeper => keeper.DisposeAsync().AsTask()));
        _kept.Clear();
    }

    private async Task ForgetAsync(string worktree)
    {
        log.Add($"no longer watches {worktree}: it is no worktree any more");
        _kept.Remove(worktree, out var keeper);
        await keeper!.DisposeAsync();
        store.Remove(worktree);
    }
}
