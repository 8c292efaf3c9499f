using Sidecar.Status;

namespace Sidecar.Forecasts;

/// <summary>Which merges nobody knows anything of. Pure.</summary>
internal static class Untried
{
    /// <summary>Those of one worktree with the others that are in use, where it is in use itself.</summary>
    /// <param name="here">The worktree.</param>
    /// <param name="inUse">All that are in use.</param>
    /// <param name="forecasts">What is known.</param>
    public static IReadOnlyList<UntriedMerge> With(string here, IReadOnlyList<string> inUse, IReadOnlyList<Forecast> forecasts) =>
        inUse.Contains(here, StringComparer.Ordinal)
            ? [.. inUse.Where(other => other != here).Select(other => Of(here, other, forecasts)).OfType<UntriedMerge>()]
            : [];

    private static UntriedMerge? Of(string here, string other, IReadOnlyList<Forecast> forecasts)
    {
        var known = forecasts.FirstOrDefault(forecast =>
            (forecast.Worktree, forecast.Other) == (here, other) || (forecast.Worktree, forecast.Other) == (other, here));
        return known is null ? new UntriedMerge(here, other, "it was not tried yet")
            : known.Stage is ForecastStage.CannotTell ? new UntriedMerge(here, other, known.Detail)
            : null;
    }
}
