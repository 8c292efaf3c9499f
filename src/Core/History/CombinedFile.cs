namespace Sidecar.History;

/// <summary>A file that changes along with several others.</summary>
/// <param name="Path">The file.</param>
/// <param name="Score">The sum of what history tells for each of them; good for an order, and may be over 1.</param>
/// <param name="With">Those of them that it was changed with.</param>
public sealed record CombinedFile(RepoPath Path, double Score, IReadOnlyList<RepoPath> With);
