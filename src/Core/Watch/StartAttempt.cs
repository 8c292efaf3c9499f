namespace Sidecar.Watch;

/// <summary>One attempt to start the watcher.</summary>
/// <param name="At">When.</param>
/// <param name="Problem">Why it came to nothing; null where nothing is known to have gone wrong.</param>
public sealed record StartAttempt(DateTimeOffset At, StartProblem? Problem = null)
{
    // A runtime that is read from a slow disk for the first time takes seconds.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    /// <summary>Whether what was started may still be on its way. An attempt from the future says that the clock was set.</summary>
    internal bool IsYoung(DateTimeOffset now) => now >= At && now - At < LongestStart;

    /// <summary>Whether it is too early for another one, where this one came to nothing.</summary>
    internal bool IsRemembered(DateTimeOffset now) => now >= At && now - At < Remembered;
}
