using Sidecar.Forecasts;
using Sidecar.Status;

namespace Sidecar.Terminal;

/// <summary>What merging worktrees would bring, as people see it.</summary>
internal static class ForecastView
{
    private const int MostConflicts = 10;
    private const int MostClean = 5;

    public static void Show(Screen screen, StatusSnapshot status, string worktree)
    {
        if (status.Forecasts.All(forecast => forecast is { Stage: ForecastStage.Ready, Files: [] }))
            return;

        screen.Gap();
        ShowConflicts(screen, status, worktree);
        ShowClean(screen, status, worktree);
        foreach (var forecast in status.Forecasts.Where(forecast => forecast.Stage is ForecastStage.CannotTell))
            screen.Line(ForecastWords.Unknown(forecast, place => Places.Of(place, worktree)), Tone.Warning);
    }

    // A row for each side: whoever looks may be in a third worktree.
    private static void ShowConflicts(Screen screen, StatusSnapshot status, string worktree)
    {
        var conflicts = Files(status, conflicts: true);
        if (conflicts.Count == 0)
            return;

        screen.Line($"Would conflict when merged, in {Words.Count(conflicts.Count, "file")}: agree before either side merges", Tone.Bad);
        screen.Table(
            [Column.Wide("PATH"), Column.Wide("LINES"), "WHO", Column.Wide("WORKTREE")],
            conflicts.Take(MostConflicts).SelectMany(found => (IReadOnlyList<Cell>[])
            [
                [found.File.Path.ToString(), .. Side(status, found.Forecast.Worktree, found.File, found.File.Lines, worktree)],
                ["", .. Side(status, found.Forecast.Other, found.File, found.File.OtherLines, worktree)],
            ]));
        if (conflicts.Count > MostConflicts)
            screen.Line($"  and {conflicts.Count - MostConflicts} more (sidecar status --json has them)", Tone.Faint);
    }

    private static void ShowClean(Screen screen, StatusSnapshot status, string worktree)
    {
        var clean = Files(status, conflicts: false);
        if (clean.Count == 0)
            return;

        var shown = clean.Take(MostClean).Select(found =>
            $"{found.File.Path} ({Places.Of(found.Forecast.Worktree, worktree)} and {Places.Of(found.Forecast.Other, worktree)})");
        var more = clean.Count > MostClean ? $" and {clean.Count - MostClean} more" : "";
        screen.Line($"Changed in two worktrees, and would merge: {string.Join(", ", shown)}{more}", Tone.Faint);
    }

    private static List<(Forecast Forecast, ForecastFile File)> Files(StatusSnapshot status, bool conflicts) =>
    [
        .. status.Forecasts.SelectMany(forecast => forecast.Files.Where(file => file.Conflicts == conflicts).Select(file => (forecast, file))),
    ];

    private static Cell[] Side(StatusSnapshot status, string side, ForecastFile file, IReadOnlyList<LineRange> lines, string worktree) =>
    [
        lines.Count == 0 ? "all of it" : ForecastWords.Numbers(lines),
        status.AgentsAt(side, file.Path) is { Count: > 0 } names ? string.Join(", ", names) : "somebody",
        Places.Of(side, worktree),
    ];
}
