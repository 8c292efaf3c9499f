using System.Diagnostics.CodeAnalysis;
using Sidecar.Forecasts;
using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Watching;

namespace Sidecar.Forecasting;

/// <summary>
/// Keeps up to date what merging the worktrees would bring: beside the watches, at its own pace, and only for what changed. One
/// in a watcher.
/// </summary>
internal sealed class Forecaster : IAsyncDisposable
{
    // Agents come and go without a file being changed.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    // A busy repository must not feel it: it rests for four times as long as it worked.
    private const int RestFactor = 4;

    // A git that takes long is left behind: whoever ends the watcher waits for it.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly RestlessWorktrees _restless;
    private readonly ForecastRound _round;
    private readonly ScratchObjects _scratch;
    private readonly WatchLog _log;
    private readonly RecurringProblem _problem;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _keeping;

    /// <summary>Begins, on a thread of the pool.</summary>
    /// <param name="state">The shared state.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">This process's environment.</param>
    /// <param name="log">What happened.</param>
    /// <param name="time">The clock.</param>
    public Forecaster(
        SidecarState state, RepositoryFolders repository, IReadOnlyDictionary<string, string> environment, WatchLog log, TimeProvider time)
    {
        (_log, _problem, _time) = (log, new RecurringProblem(log, "no forecasts"), time);
        _restless = new RestlessWorktrees(time);
        _scratch = new ScratchObjects(repository, state.Database.Folder, environment);
        _round = new ForecastRound(
            state, _scratch, _restless, () => GitLibrary.Load(environment), new GitProcess(repository.CommonDirectory, environment), log, time);
        _keeping = Task.Run(() => KeepAsync(_over.Token), CancellationToken.None);
    }

    /// <summary>A worktree's files or its HEAD changed.</summary>
    public void Changed(string worktree) => _restless.Add(worktree);

    /// <summary>Ends it, and takes away what it wrote down for itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (await Task.WhenAny(_keeping, Task.Delay(LongestEnd, CancellationToken.None)) != _keeping)
        {
            _log.Add("a forecast that was being made was left behind");
            return;
        }

        await _keeping;
        _restless.Dispose();
        _over.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        // What an earlier watcher left when it was killed.
        Clear();

        // Waits first: until the watches have begun it looks as if there were no worktrees.
        await _restless.WaitAsync(LookAround, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!cancellationToken.IsCancellationRequested)
        {
            var began = _time.GetTimestamp();
            var pause = Try(cancellationToken) ? _time.GetElapsedTime(began) * RestFactor : PauseAfterFailure;
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _restless.WaitAsync(LookAround, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Clear();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top frame of the task: whatever it dies of must be told, and tried again.")]
    private bool Try(CancellationToken cancellationToken)
    {
        try
        {
            _round.Run(cancellationToken);
            _problem.IsOver();
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception failed)
        {
            _problem.Tell(failed is SidecarException ? failed.Message : failed.ToString());
            return false;
        }
    }

    private void Clear()
    {
        try
        {
            _scratch.Remove();
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            _log.Add($"{_scratch.Folder} could not be removed: {left.Message}");
        }
    }
}
