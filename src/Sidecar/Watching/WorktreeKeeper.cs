using System.Diagnostics.CodeAnalysis;
using Sidecar.Watch;

namespace Sidecar.Watching;

/// <summary>Keeps one worktree under watch: where its watch fails a new one is opened, after a pause that grows.</summary>
internal sealed class WorktreeKeeper : IAsyncDisposable
{
    private static readonly GrowingPause Pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    // What ran for so long does not fail for the same reason again and again.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly string _worktree;
    private readonly IWorktreeWatches _watches;
    private readonly WatcherStore _store;
    private readonly WatchLog _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _keeping;

    /// <summary>Begins to watch, on a thread of the pool: the first look at a worktree takes its time.</summary>
    public WorktreeKeeper(string worktree, IWorktreeWatches watches, WatcherStore store, WatchLog log, TimeProvider time)
    {
        (_worktree, _watches, _store, _log, _time) = (worktree, watches, store, log, time);
        _keeping = Task.Run(() => KeepAsync(_over.Token), CancellationToken.None);
    }

    /// <summary>Ends the watching.</summary>
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
            var began = _time.GetTimestamp();
            if (await FailureAsync(cancellationToken) is not { } why)
                continue;

            failures = _time.GetElapsedTime(began) > Settled ? 1 : failures + 1;
            var pause = Pause.After(failures);
            Tell($"its watching failed and is begun anew in {Duration.Approximate(pause)}: {why}");
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top frame of the watch: whatever it dies of must be told, and tried again.")]
    private async Task<string?> FailureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _watches.Open(_worktree).RunAsync(cancellationToken);
            return cancellationToken.IsCancellationRequested ? null : "it ended by itself";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (SidecarException problem)
        {
            return $"{problem.Message} next: {problem.Next}";
        }
        catch (Exception bug)
        {
            _log.Add($"{_worktree}: {bug}");
            return $"{bug.GetType().Name}: {bug.Message}";
        }
    }

    private void Tell(string problem)
    {
        _log.Add($"{_worktree}: {problem}");
        try
        {
            _store.SetWorktree(new WatchedWorktree(_worktree, WatchStage.Degraded, Printable.Short(problem, 500)));
        }
        catch (SidecarException untold)
        {
            _log.Add($"{_worktree}: that could not be told: {untold.Message}");
        }
    }
}
