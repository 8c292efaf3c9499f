using Sidecar.Agents;

namespace Sidecar.Touches;

/// <summary>One observed change of a file.</summary>
public sealed record Touch
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The top folder of the worktree, absolute.</summary>
    public required string Worktree { get; init; }

    /// <summary>The file.</summary>
    public required RepoPath Path { get; init; }

    /// <summary>What happened to it.</summary>
    public required TouchKind Kind { get; init; }

    /// <summary>Where it was before, for <see cref="TouchKind.Renamed"/>.</summary>
    public RepoPath? From { get; init; }

    /// <summary>Who did it; null where nobody can tell.</summary>
    public AgentName? Author { get; init; }

    /// <summary>What the author is known from.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>The file's length in bytes then; null where it was gone.</summary>
    public long? Size { get; init; }

    /// <summary>The git blob id of its bytes then; null where it was gone, too large or unreadable.</summary>
    public string? Blob { get; init; }
}
