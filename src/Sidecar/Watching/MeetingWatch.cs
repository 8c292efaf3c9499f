using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Meetings;
using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>
/// Looks whether what was recorded just now makes two agents meet in files that belong together: beside the watches, so that no
/// write waits for it. One in a watcher.
/// </summary>
internal sealed class MeetingWatch : IAsyncDisposable
{
    // What was written meanwhile is looked at together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // A history that is being read for the first time has answers after some seconds. What is written until then is kept.
    private static readonly TimeSpan WaitForHistory = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SidecarState _state;
    private readonly MeetingRound _round;
    private readonly RecurringProblem _problem;
    private readonly TimeProvider _time;
    private readonly Channel<(string Worktree, RepoPath Path)> _written = Channel.CreateBounded<(string, RepoPath)>(
        new BoundedChannelOptions(MeetingRound.MostFiles * 10) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;
    private volatile bool _ignoreCase;

    /// <summary>Begins, on a thread of the pool.</summary>
    public MeetingWatch(SidecarState state, IReadOnlyDictionary<string, string> environment, WatchLog log, TimeProvider time)
    {
        (_state, _problem, _time) = (state, new RecurringProblem(log, "no look at who meets"), time);
        _round = new MeetingRound(state, worktree => ProjectFiles.Read(new GitProcess(worktree, environment)), time);
        _watching = Task.Run(() => WatchAsync(_over.Token), CancellationToken.None);
    }

    /// <summary>Files were recorded as written by agents. Returns at once, from whichever thread.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="files">The files.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public void Recorded(string worktree, IEnumerable<RepoPath> files, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        foreach (var file in files)
            _written.Writer.TryWrite((worktree, file));
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var files = new HashSet<(string Worktree, RepoPath Path)>();
        var since = _time.GetTimestamp();
        while (await _written.Reader.WaitToReadAsync(cancellationToken))
        {
            if (files.Count == 0)
                since = _time.GetTimestamp();
            while (files.Count < MeetingRound.MostFiles * 10 && _written.Reader.TryRead(out var file))
                files.Add(file);

            var pause = Look(files);
            if (pause == Pause || _time.GetElapsedTime(since) > LongestWait)
                files.Clear();
            await Task.Delay(pause, _time, cancellationToken);

            // So that it is looked at again even where nothing more is written.
            foreach (var file in files)
                _written.Writer.TryWrite(file);
        }
    }

    /// <summary>Looks; returns how long to wait, which is more than <see cref="Pause"/> where it must be looked at again.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The top frame of the task: whatever it dies of must be told, and tried again.")]
    private TimeSpan Look(HashSet<(string Worktree, RepoPath Path)> files)
    {
        try
        {
            var history = _state.History.Read();
            _round.Look(files, _ignoreCase, history);
            _problem.IsOver();
            return history is { Index: null, Stage: HistoryStage.Absent or HistoryStage.Building } ? WaitForHistory : Pause;
        }
        catch (Exception failed)
        {
            _problem.Tell(failed is SidecarException ? failed.Message : failed.ToString());
            return PauseAfterFailure;
        }
    }
}
