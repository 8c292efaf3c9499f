namespace Sidecar.History;

/// <summary>A commit, and what was known before it.</summary>
/// <param name="Before">The history up to it; true only until the next commit is asked for.</param>
/// <param name="Commit">The commit.</param>
public sealed record ReplayedCommit(CoChangeIndex Before, CommitFiles Commit)
{
    /// <summary>Its files as they were called before it, each once.</summary>
    public IReadOnlyList<RepoPath> Files { get; } =
        Commit.Files.Select(file => file is { Change: CommitChange.Renamed, From: { } from } ? from : file.Path).Distinct().ToList();
}
