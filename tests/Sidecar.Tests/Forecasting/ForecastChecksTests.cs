using Sidecar.Forecasting;
using Sidecar.Setup;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Forecasting;

public sealed class ForecastChecksTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_nobody_can_tell_is_a_warning_with_the_reason() => Assert.Equal(
        [new Check("forecasts", CheckResult.Warning, "Cannot tell what merging /a and /b would bring: a rebase is under way in /a.")],
        ForecastChecks.Examine([Foreseen.Forecast(Noon) with { Other = "/c" }, Foreseen.CannotTell(Noon, "a rebase is under way in /a")]));

    [Fact]
    public void What_is_known_is_well() => Assert.Equal(
        [new Check("forecasts", CheckResult.Ok, "What merging would bring is known of 1 pair of worktrees.")],
        ForecastChecks.Examine([Foreseen.Forecast(Noon, Foreseen.Conflict("a"))]));

    [Fact]
    public void Where_there_is_one_worktree_there_is_nothing_to_say() => Assert.Empty(ForecastChecks.Examine([]));
}
