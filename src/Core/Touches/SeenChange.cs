using Sidecar.Agents;

namespace Sidecar.Touches;

/// <summary>One change of a file that is not committed, as it was seen in a worktree.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="At">When, as far as could be told: the last write of a burst.</param>
/// <param name="Authorship">Who did it.</param>
public sealed record SeenChange(RepoPath Path, TouchKind Kind, DateTimeOffset At, Authorship Authorship)
{
    /// <summary>Where it was before, for <see cref="TouchKind.Renamed"/>.</summary>
    public RepoPath? From { get; init; }

    /// <summary>Who else is known to have written the file just before the author; what it was like then nobody saw.</summary>
    public IReadOnlyList<Agent> Also { get; init; } = [];

    /// <summary>What the file is like now.</summary>
    public FileState State { get; init; } = FileState.Gone;
}
