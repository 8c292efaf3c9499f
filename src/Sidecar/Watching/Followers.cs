using Sidecar.Forecasting;
using Sidecar.History;
using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>
/// What goes on beside the watches, each at its own pace: they are told what happens in the worktrees and never hold up what is
/// recorded. Safe to use from several threads; nothing here waits.
/// </summary>
internal sealed class Followers : IAsyncDisposable
{
    private readonly Historian _historian;
    private readonly Forecaster _forecaster;
    private readonly MeetingWatch _meetings;

    /// <summary>Begins.</summary>
    public Followers(
        SidecarState state, RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, WatchLog log, TimeProvider time)
    {
        _historian = new Historian(state.History, folders, environment, log, time);
        _forecaster = new Forecaster(state, folders, environment, log, time);
        _meetings = new MeetingWatch(state, environment, log, time);
    }

    /// <summary>Another commit is checked out somewhere.</summary>
    public void HeadMoved() => _historian.HeadMoved();

    /// <summary>A worktree's files or its HEAD changed.</summary>
    public void Changed(string worktree) => _forecaster.Changed(worktree);

    /// <summary>Files were recorded as written by agents.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="files">The files.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public void Recorded(string worktree, IEnumerable<RepoPath> files, bool ignoreCase) => _meetings.Recorded(worktree, files, ignoreCase);

    /// <summary>Ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _meetings.DisposeAsync();
        await _forecaster.DisposeAsync();
        await _historian.DisposeAsync();
    }
}
