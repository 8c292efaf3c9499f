using Sidecar.Forecasts;
using Sidecar.Setup;

namespace Sidecar.Forecasting;

/// <summary>What <c>sidecar doctor</c> looks at of the forecasts. Changes nothing.</summary>
internal static class ForecastChecks
{
    /// <summary>One line for each pair of worktrees that nobody can tell about; one for all where they are told; none where there are none.</summary>
    public static IEnumerable<Check> Examine(IReadOnlyList<Forecast> forecasts)
    {
        var unknown = forecasts.Where(forecast => forecast.Stage is ForecastStage.CannotTell).ToList();
        if (forecasts.Count > 0 && unknown.Count == 0)
            yield return Check.Ok("forecasts", $"What merging would bring is known of {Words.Count(forecasts.Count, "pair")} of worktrees.");

        foreach (var forecast in unknown)
            yield return new Check("forecasts", CheckResult.Warning, ForecastWords.Unknown(forecast, worktree => worktree));
    }
}
