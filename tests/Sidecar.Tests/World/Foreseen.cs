using Sidecar.Forecasts;

namespace Sidecar.Tests.World;

/// <summary>Forecasts for tests of stores, rules and words: of the worktrees "/a" and "/b".</summary>
internal static class Foreseen
{
    public const string Worktree = "/a";
    public const string Other = "/b";

    public static Forecast Forecast(DateTimeOffset at, params ForecastFile[] files) =>
        new(Worktree, Other, at, ForecastStage.Ready, "", files);

    public static Forecast CannotTell(DateTimeOffset at, string why) => new(Worktree, Other, at, ForecastStage.CannotTell, why, []);

    public static ForecastFile Conflict(string path, string lines = "10-14", string otherLines = "12-13") =>
        new(Changed.Path(path), Conflicts: true, LineRanges.Read(lines), LineRanges.Read(otherLines));

    public static ForecastFile Clean(string path) => Conflict(path) with { Conflicts = false };
}
