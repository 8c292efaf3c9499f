namespace Sidecar.Storage;

/// <summary>
/// Wakes a waiting call when another process may have changed the state. Make it before looking at the state, look, then
/// wait: a ring in between is kept. It may ring for nothing; it never waits longer than <see cref="Net"/>.
/// </summary>
/// <remarks>
/// Every change grows the write-ahead log, so the log's file is the bell: no second channel that could go out of step.
/// The slow look in between covers what no file tells: a deadline, a holder's death, a system out of file watches.
/// </remarks>
public sealed class Doorbell : IDisposable
{
    /// <summary>How long a wait lasts at most.</summary>
    public static readonly TimeSpan Net = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NetWithoutWatch = TimeSpan.FromMilliseconds(100);

    // The log is written just before the change can be seen: whoever looks at once may look too early. So after a ring it
    // looks again soon, and then less and less often.
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly FileSystemWatcher? _watch;
    private readonly TimeProvider _time;
    private TimeSpan _net;

    /// <summary>Starts listening.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="time">The clock that bounds the waits.</param>
    public Doorbell(string folder, TimeProvider time)
    {
        _time = time;
        _watch = TryWatch(folder);
        _net = Longest;
    }

    private TimeSpan Longest => _watch is null ? NetWithoutWatch : Net;

    /// <summary>Returns when the state may have changed, at the latest after <paramref name="atMost"/> or <see cref="Net"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(atMost < _net ? atMost : _net, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _rung.WaitAsync(either.Token);
            _net = Echo;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The net: time to look again.
            _net = _net * 2 < Longest ? _net * 2 : Longest;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _rung.Dispose();
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        try
        {
            var watch = new FileSystemWatcher(folder, StateFile.Name + "-wal")
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            watch.Changed += (_, _) => Ring();
            watch.Created += (_, _) => Ring();
            watch.Error += (_, _) => Ring();
            watch.EnableRaisingEvents = true;
            return watch;
        }
        catch (Exception noWatch) when (noWatch is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has rung already and nobody has looked yet.
        }
        catch (ObjectDisposedException)
        {
            // A late event after the wait ended.
        }
    }
}
