using Sidecar.Agents;

namespace Sidecar.Watch;

/// <summary>What is known about the watcher of a repository at one moment.</summary>
public sealed record WatcherReport
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it runs. Unknown where its process cannot be looked at: on another host, in another container.</summary>
    public required Liveness Running { get; init; }

    /// <summary>Its process; null where none ever ran.</summary>
    public ProcessRef? Process { get; init; }

    /// <summary>Where that pid counts; empty where none ever ran.</summary>
    public string Host { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What tells it of changes, such as "inotify".</summary>
    public string Source { get; init; } = "";

    /// <summary>When it ended in good order.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why it ended in good order.</summary>
    public string? StoppedWhy { get; init; }

    /// <summary>The worktrees under watch; empty unless it runs.</summary>
    public IReadOnlyList<WatchedWorktree> Worktrees { get; init; } = [];

    /// <summary>The last attempt to start it; null where there was none.</summary>
    public StartAttempt? Attempt { get; init; }

    /// <summary>Why nobody starts it by itself, in words; null where nothing speaks against it.</summary>
    public string? WhyNotStarted { get; init; }

    /// <summary>Whether an attempt is under way: young, without a problem so far, and nobody has begun since.</summary>
    public bool IsStarting =>
        Running is Liveness.Dead && Attempt is { Problem: null } attempt && attempt.IsYoung(At) && !HasBegunSince(attempt);

    /// <summary>Why the last attempt came to nothing; null where it is not known to have.</summary>
    public StartProblem? Problem => Running is Liveness.Dead && Attempt is { } attempt && attempt.IsRemembered(At) ? attempt.Problem : null;

    /// <summary>Whether a watcher recorded itself after this attempt.</summary>
    internal bool HasBegunSince(StartAttempt attempt) => Since >= attempt.At;
}
