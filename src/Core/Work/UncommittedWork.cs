using Sidecar.Agents;
using Sidecar.Touches;

namespace Sidecar.Work;

/// <summary>
/// What one author has written in one file of one worktree since it was last committed. Of a live agent it is its observed
/// claim; of a dead one, orphaned work.
/// </summary>
public sealed record UncommittedWork
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The top folder of the worktree, absolute.</summary>
    public required string Worktree { get; init; }

    /// <summary>The file.</summary>
    public required RepoPath Path { get; init; }

    /// <summary>Who wrote it; null where nobody can tell.</summary>
    public Agent? Author { get; init; }

    /// <summary>What the author is known from.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>What the author did to the file last.</summary>
    public required TouchKind Kind { get; init; }

    /// <summary>When the author first wrote it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the author last wrote it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the file was like after the author's last write.</summary>
    public required FileState State { get; init; }

    /// <summary>Whether the author lives; <see cref="Liveness.Unknown"/> where nobody can tell who it is.</summary>
    public required Liveness Live { get; init; }

    /// <summary>Whether the author released it: it stays uncommitted, and bars nobody.</summary>
    public bool IsReleased { get; init; }

    /// <summary>Whether it ended: its file was found clean again.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether a registered agent wrote it that is not known to be gone, and did not release it.</summary>
    public bool IsHeld => Author is { IsHuman: false } && !IsReleased && Live is not Liveness.Dead;

    /// <summary>Whether a registered agent wrote it and is gone.</summary>
    public bool IsOrphaned => Author is { IsHuman: false } && Live is Liveness.Dead;
}
