namespace Sidecar.Forecasts;

/// <summary>A file that both worktrees have changed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Conflicts">Whether a merge would stop at it; else both changed it in different places.</param>
/// <param name="Lines">Which lines in the first worktree, in its numbering; empty where it is no text or is gone there.</param>
/// <param name="OtherLines">Which in the other one, in that one's numbering.</param>
public sealed record ForecastFile(
    RepoPath Path, bool Conflicts, IReadOnlyList<LineRange> Lines, IReadOnlyList<LineRange> OtherLines);
