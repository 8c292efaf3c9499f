namespace Sidecar.Watching;

/// <summary>
/// When git was changing a worktree: from taking the index until it wrote it. A look alone, as "git status" has it, takes the
/// index too and writes none: that is no change. For one thread; what is told comes in the order in which it happened.
/// </summary>
internal sealed class GitWindows(TimeProvider time)
{
    // Between letting go of the lock and the index in its place there is nothing; what comes later is another command.
    private static readonly TimeSpan SameCommand = TimeSpan.FromMilliseconds(50);

    private const int MaxWindows = 16;

    private readonly Queue<(long From, long Until)> _windows = new();
    private long? _takenAt;
    private long? _letGoAt;

    /// <summary>Something happened to the lock of the index.</summary>
    /// <param name="isHeld">Whether it is there.</param>
    public void Locked(bool isHeld)
    {
        var now = time.GetTimestamp();
        if (_takenAt is null || (_letGoAt is { } letGo && time.GetElapsedTime(letGo) > SameCommand))
            _takenAt = now;
        _letGoAt = isHeld ? null : now;
    }

    /// <summary>The lock became the index.</summary>
    public void WroteIndex()
    {
        if (_takenAt is not { } from)
            return;

        if (_windows.Count == MaxWindows)
            _windows.Dequeue();
        _windows.Enqueue((from, time.GetTimestamp()));
        (_takenAt, _letGoAt) = (null, null);
    }

    /// <summary>Whether all of a span of time lies in one of them.</summary>
    public bool Cover(long from, long until) => _windows.Any(window => window.From <= from && until <= window.Until);
}
