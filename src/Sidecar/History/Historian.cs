using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Sidecar.Repository;
using Sidecar.Watching;

namespace Sidecar.History;

/// <summary>Keeps the index of the history up to date for as long as the watcher runs, beside the watches.</summary>
internal sealed class Historian : IAsyncDisposable
{
    // What moves HEAD without being seen: a worktree that goes, a clone that is deepened, a watch that is just begun anew.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);

    // A rebase moves HEAD with each commit: once it rests is enough.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private static readonly GrowingPause Pause = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private readonly IndexRun _run;
    private readonly WatchLog _log;
    private readonly RecurringProblem _problem;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _over = new();
    private readonly Task _keeping;

    /// <summary>Begins.</summary>
    public Historian(
        HistoryReader reader, RepositoryFolders folders, IReadOnlyDictionary<string, string> environment, WatchLog log, TimeProvider time)
    {
        _run = new IndexRun(reader, folders, environment, time);
        (_log, _problem, _time) = (log, new RecurringProblem(log, "the history cannot be followed"), time);
        _keeping = Task.Run(() => KeepAsync(_over.Token), CancellationToken.None);
    }

    /// <summary>Another commit is checked out somewhere. Returns at once, from whichever thread.</summary>
    public void HeadMoved() => _moved.Writer.TryWrite(true);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _keeping;
        _over.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            failures = TryUpdate(cancellationToken) ? 0 : failures + 1;
            await UntilMovedAsync(failures == 0 ? LookAnyway : Pause.After(failures), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UntilMovedAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var net = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(net.Token, cancellationToken);
        try
        {
            await _moved.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The net: time to look anyway.
        }

        await Task.Delay(Quiet, _time, cancellationToken);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top frame of the task: whatever goes wrong must be told, and tried again.")]
    private bool TryUpdate(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = _run.Update(cancellationToken);
            if (outcome is IndexOutcome.Built)
                _log.Add("the index of the history was built anew");
            _problem.IsOver();
            return outcome is not IndexOutcome.Busy;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception problem)
        {
            _problem.Tell(problem is SidecarException known ? $"{known.Message} next: {known.Next}" : problem.ToString());
            return false;
        }
    }
}
