namespace Sidecar.Forecasting;

/// <summary>Worktrees that changed since they were last looked at. Told from several threads; one reader takes what became quiet.</summary>
/// <param name="time">The clock.</param>
internal sealed class RestlessWorktrees(TimeProvider time) : IDisposable
{
    /// <summary>How long a worktree must be left alone before it is looked at.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>How long one that is never left alone may wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _told = new(0, 1);

    // Guards the field below.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long First, long Last)> _changed = new(StringComparer.Ordinal);

    /// <summary>Something changed in a worktree, or it could not be looked at yet.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="first">When it first changed; null for now.</param>
    public void Add(string worktree, long? first = null)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _changed[worktree] = (_changed.TryGetValue(worktree, out var known) ? known.First : first ?? now, now);
        }

        Ring();
    }

    /// <summary>Takes one out if it changed and is quiet now, or has waited for too long.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="first">When it first changed.</param>
    public bool TryTake(string worktree, out long first)
    {
        lock (_gate)
        {
            var hasChanged = _changed.TryGetValue(worktree, out var known);
            first = known.First;
            if (hasChanged && (time.GetElapsedTime(known.Last) >= Quiet || IsOverdue(first)))
                return _changed.Remove(worktree);

            // Whoever waits next is to look at it again.
            if (hasChanged)
                Ring();
            return false;
        }
    }

    /// <summary>Whether the change first told of is so old that it cannot wait any longer.</summary>
    public bool IsOverdue(long first) => time.GetElapsedTime(first) >= Longest;

    /// <summary>Waits until some may be quiet; where none has changed, until one does, or <paramref name="most"/> is over.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _told.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return; // nothing changed
        }

        await Task.Delay(Quiet, time, cancellationToken);
    }

    public void Dispose() => _told.Dispose();

    private void Ring()
    {
        try
        {
            _told.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody rang already and nobody has looked yet, or nobody will look any more.
        }
    }
}
