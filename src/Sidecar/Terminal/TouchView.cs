using Sidecar.Operations;
using Sidecar.Status;
using Sidecar.Touches;

namespace Sidecar.Terminal;

/// <summary>Touches as people see them, and operations of git among them, each in one line.</summary>
internal static class TouchView
{
    /// <summary>The newest of both, newest first.</summary>
    public static void ShowTable(Screen screen, TouchReport report, int limit, string worktree)
    {
        var isSeveral = report.Touches.Any(touch => touch.Worktree != worktree)
            || report.Operations.Any(operation => operation.Worktree != worktree);
        IEnumerable<(DateTimeOffset At, IReadOnlyList<Cell> Row)> rows =
        [
            .. report.Touches.Select(touch => (touch.At, Row(touch, report.At, isSeveral, worktree))),
            .. report.Operations.Select(operation => (operation.At, Row(operation, report.At, isSeveral, worktree))),
        ];
        screen.Table(
            ["WHEN", Column.Wide("WHO"), "EVIDENCE", "WHAT", Column.Wide("PATH"), .. WorkView.WorktreeColumn(isSeveral)],
            rows.OrderByDescending(entry => entry.At).Take(limit).Select(entry => entry.Row));
    }

    /// <summary>One touch in a sentence without a full stop.</summary>
    public static string Line(Touch touch, DateTimeOffset now) =>
        $"last {Words.Of(touch.Kind)} {Ages.Ago(touch.At, now)} by {Who(touch)} ({Words.Of(touch.Evidence)})";

    private static IReadOnlyList<Cell> Row(Touch touch, DateTimeOffset now, bool isSeveral, string worktree) =>
    [
        Ages.Ago(touch.At, now),
        new Cell(Who(touch), touch.Author is null ? Tone.Warning : Tone.Plain),
        Words.Of(touch.Evidence),
        Words.Of(touch.Kind),
        touch.From is { } from ? $"{touch.Path} (from {from})" : touch.Path.ToString(),
        .. WorkView.WorktreeCell(isSeveral, touch.Worktree, worktree),
    ];

    private static IReadOnlyList<Cell> Row(Operation operation, DateTimeOffset now, bool isSeveral, string worktree) =>
    [
        Ages.Ago(operation.At, now),
        operation.Who ?? "unknown",
        "",
        "ran",
        OperationWords.Of(operation),
        .. WorkView.WorktreeCell(isSeveral, operation.Worktree, worktree),
    ];

    private static string Who(Touch touch) => touch.Author?.ToString() ?? "unknown";
}
