using Sidecar.History;

namespace Sidecar.Terminal;

/// <summary>What changes along with files, as people see it.</summary>
internal static class RelatedView
{
    public static void Show(Screen screen, RelatedReport report)
    {
        if (report.History.Index is not null)
        {
            foreach (var path in report.Paths)
            {
                ShowPath(screen, path, report);
                screen.Gap();
            }

            if (report.Paths.Count > 1)
                ShowCombined(screen, report);
        }

        screen.Line($"History: {HistoryWords.Summary(report.History, report.At)}", ToneOf(report.History));
    }

    /// <summary>How good it is that the index stands as it does.</summary>
    public static Tone ToneOf(HistoryReport history) => history.Stage switch
    {
        HistoryStage.Ready => Tone.Good,
        HistoryStage.Unreadable => Tone.Bad,
        _ => Tone.Plain,
    };

    private static void ShowPath(Screen screen, RelatedPath path, RelatedReport report)
    {
        screen.Heading($"{path.Path}: {Says(path, report.History)}");
        if (path.Related.Count == 0)
            return;

        screen.Table(
            ["SCORE", "TOGETHER", "LAST", Column.Wide("PATH")],
            path.Related.Select(related => (IReadOnlyList<Cell>)
            [
                $"{related.Score:0.00}",
                $"in {related.Together} of its last {Words.Count(related.Changes, "change")}",
                related.LastTogether is { } last ? Ages.Ago(last, report.At) : "",
                related.Path.ToString(),
            ]));
    }

    private static string Says(RelatedPath path, HistoryReport history)
    {
        var past = $"the last {HistoryWords.Commits(history.Commits)}";
        return path.Changes == 0
            ? $"not changed in {past}, those of over {CoChangeScore.MaxFiles} files aside"
            : path.Related.Count == 0
                ? $"{Words.Count(path.Changes, "change")} in {past}, along with no file that is still there"
                : $"{Words.Count(path.Changes, "change")} in {past}";
    }

    private static void ShowCombined(Screen screen, RelatedReport report)
    {
        if (report.Combined.Count == 0)
            return;

        screen.Heading("With all of these");
        screen.Table(
            ["SCORE", Column.Wide("PATH"), Column.Wide("MOVES WITH")],
            report.Combined.Select(combined => (IReadOnlyList<Cell>)
            [
                $"{combined.Score:0.00}",
                combined.Path.ToString(),
                string.Join(", ", combined.With),
            ]));
        screen.Gap();
    }
}
