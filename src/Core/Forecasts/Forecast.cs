namespace Sidecar.Forecasts;

/// <summary>What a merge of two worktrees, as they are now, uncommitted changes included, would bring.</summary>
/// <param name="Worktree">The first worktree, absolute; the lower one of the two by ordinal comparison.</param>
/// <param name="Other">The other one.</param>
/// <param name="At">When it was tried; in the state, since when it comes out like this.</param>
/// <param name="Stage">Whether it could be.</param>
/// <param name="Detail">Why not; else empty.</param>
/// <param name="Files">The files that both changed, by path.</param>
public sealed record Forecast(
    string Worktree, string Other, DateTimeOffset At, ForecastStage Stage, string Detail, IReadOnlyList<ForecastFile> Files);
