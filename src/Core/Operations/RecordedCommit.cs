namespace Sidecar.Operations;

/// <summary>A commit that was made here, and by whom.</summary>
public sealed record RecordedCommit
{
    /// <summary>The commit's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The top folder of the worktree it was made in.</summary>
    public required string Worktree { get; init; }

    /// <summary>Who made it: an agent's name, a client's name or "human".</summary>
    public required string Who { get; init; }

    /// <summary>The registration of who made it; null for an unregistered agent.</summary>
    public long? AgentId { get; init; }

    /// <summary>
    /// Whether what it brings is others' work, or was done before: a merge, a commit that a rebase makes anew, or one that was
    /// picked. Then nobody has done by it what was announced.
    /// </summary>
    public bool IsTakenOver { get; init; }

    /// <summary>Of a commit that replaces the one before it, the files in which the two differ; null for any other.</summary>
    public IReadOnlyList<RepoPath>? Amended { get; init; }

    /// <summary>What it did to each file.</summary>
    public IReadOnlyList<CommittedFile> Files { get; init; } = [];
}
