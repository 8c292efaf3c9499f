namespace Sidecar.Storage;

/// <summary>
/// Wakes a waiting call when another process may have changed what it waits for. Take it before looking at the state, look,
/// then wait: a ring in between is kept. It may ring for nothing; it never waits longer than <see cref="Net"/>.
/// </summary>
/// <remarks>One wait has one, and all of a process share what they listen to: <see cref="Bells"/>.</remarks>
public sealed class Doorbell : IDisposable
{
    /// <summary>
    /// How long a wait lasts at most. The slow look covers what no file tells: a deadline, a holder's death, a sender that
    /// died before it could ring.
    /// </summary>
    public static readonly TimeSpan Net = TimeSpan.FromSeconds(1);

    // For a system that has no file watch left to give.
    private static readonly TimeSpan NetWithoutWatch = TimeSpan.FromMilliseconds(100);

    // The log is written just before the change can be seen: whoever looks at once may look too early. So after a ring it
    // looks again soon, and then less and less often.
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly BellWatch _watch;
    private readonly TimeProvider _time;
    private readonly Action<Doorbell> _quit;
    private TimeSpan _net;

    internal Doorbell(BellWatch watch, TimeProvider time, Action<Doorbell> quit)
    {
        _watch = watch;
        _time = time;
        _quit = quit;
        _net = Longest;
    }

    private TimeSpan Longest => _watch.IsWatching ? Net : NetWithoutWatch;

    /// <summary>Returns when the state may have changed, at the latest after <paramref name="atMost"/> or <see cref="Net"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        _watch.Renew(_time);
        using var over = new CancellationTokenSource(atMost < _net ? atMost : _net, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _rung.WaitAsync(either.Token);
            _net = _watch.RingsEarly ? Echo : Longest;
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
        _quit(this);
        _rung.Dispose();
    }

    internal void Ring()
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
