namespace Sidecar.Watching;

/// <summary>
/// When git was changing a worktree: from taking the index until it wrote it. A look alone, as "git status" has it, takes the
/// index too and writes none: that is no change. For one thread; what is told comes in the order in which it happened.
/// </summary>
internal sealed class GitWindows(TimeProvider time)
{
    // A rename may be told as a deletion and a new file: between the two there is nothing.
    private static readonly TimeSpan SameRename = TimeSpan.FromMilliseconds(50);

    private const int MaxWindows = 16;

    private readonly Queue<(long From, long Until)> _windows = new();
    private long? _takenAt;
    private long? _letGoAt;

    /// <summary>Whether git took the index, and what became of that was not told yet.</summary>
    public bool IsOpen => _letGoAt is null && _takenAt is { } taken && time.GetElapsedTime(taken) < GitStanding.LongestOperation;

    /// <summary>The lock of the index was made.</summary>
    public void Locked() => (_takenAt, _letGoAt) = (time.GetTimestamp(), null);

    /// <summary>The lock was deleted: nothing was written, unless the index follows at once.</summary>
    public void LetGo() => _letGoAt = time.GetTimestamp();

    /// <summary>The lock became the index.</summary>
    public void WroteIndex()
    {
        if (_takenAt is not { } from || (_letGoAt is { } letGo && time.GetElapsedTime(letGo) > SameRename))
            return;

        if (_windows.Count == MaxWindows)
            _windows.Dequeue();
        _windows.Enqueue((from, time.GetTimestamp()));
        (_takenAt, _letGoAt) = (null, null);
    }

    /// <summary>Whether all of a span of time lies in one of them.</summary>
    public bool Cover(long from, long until) => _windows.Any(window => window.From <= from && until <= window.Until);
}
