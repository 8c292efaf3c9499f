using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.Impact;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Mcp.Tools;

/// <summary>Tells whether paths are free, and what that is known from.</summary>
internal sealed class CheckTool : SidecarTool
{
    // For one path: a folder in which thousands of files are written must not fill the model's context.
    private const int MostWriters = 20;
    private const int MostWays = 3;

    public override string Name => "check";

    protected override string Description => "Whose work concerns these paths; claims nothing. level: conflict, caution, note or clear.";

    protected override string InputSchema => """
        {"type":"object","properties":{"paths":{"type":"array","items":{"type":"string"}}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"level":{"type":"string"},"paths":{"type":"array","items":{"type":"object"}},
        "looked_at":{"type":"object"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Reads();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var patterns = call.Seat.Patterns(
            call.Arguments.RequiredTexts("paths", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes));
        var report = new StatusQuery(call.State, call.Time).Check(patterns, call.Seat.View);
        var shown = report with { Paths = [.. report.Paths.Select(path => path.Shortened(MostWriters))] };
        var lines = shown.Paths.SelectMany(path => Lines(path, report.At, call.Seat.Folders.Worktree));
        // Claims and writers are among the paths.
        var known = report.Paths.SelectMany(path => path.Findings).ToLookup(finding => finding.Signal is Signal.Claimed or Signal.Written);
        return Task.FromResult(new ToolAnswer(
            McpJson.Of(json => json.Report(shown, finding => finding.Next)),
            $"{Head(report)}{McpWords.Lines("Paths", lines)}{Next([.. known[true]])}{FindingLines.Of([.. known[false].OrderByDescending(finding => finding.Score)])}"));
    }

    // Several paths of one holder have one way on.
    private static string Next(IReadOnlyList<Finding> known) =>
        known.Count == 0 ? "" : $"\nnext: {string.Join("; ", known.Select(finding => finding.Next).Distinct(StringComparer.Ordinal).Take(MostWays))}";

    private static string Head(PathReport report)
    {
        var but = report.IsConflict || ReceiptWords.Doubt(report) is null ? "; " : ", but ";
        return $"{Words.Of(report.Level)}{but}{ReceiptWords.Freshness(report)}. Looked at {ReceiptWords.LookedAt(report)} at {Words.Of(report.At)}.";
    }

    private static IEnumerable<string> Lines(PathCheck path, DateTimeOffset now, string worktree)
    {
        IEnumerable<string> lines =
        [
            .. path.All.Where(claim => claim.Work is null).Select(claim => Inside(path, claim.Pattern.Text) + McpWords.Of(claim, now)),
            .. path.Writers.Select(writer => Of(path, writer, now, worktree)),
            .. path.LastTouches.Select(touch => Of(path, touch, now)),
            .. path.Unattended.Select(conflict => $"{McpWords.Path(path.Wanted)} - {ForecastWords.Unattended(conflict)}"),
            .. Related(path),
        ];
        var nothing = path.Wanted.IsResource ? "no claims" : "no claims, no changes seen";
        var known = lines.DefaultIfEmpty($"{McpWords.Path(path.Wanted)} - {nothing}");
        return path.Left > 0 ? known.Append($"{McpWords.Path(path.Wanted)} - {path.Left} more uncommitted files") : known;
    }

    private static string Of(PathCheck path, Writer writer, DateTimeOffset now, string worktree)
    {
        var (work, file) = (writer.Work, writer.Work.Path.ToString());
        var where = work.Worktree == worktree ? "" : $", in another worktree: {Printable.Name(work.Worktree)}";
        return $"{Inside(path, file)}{Printable.Name(file)} - {WorkWords.Of(work, now, writer.IsMine)}{where}";
    }

    private static string Of(PathCheck path, Touch touch, DateTimeOffset now)
    {
        var who = touch.Author?.ToString() ?? "nobody can tell whom";
        return $"{Inside(path, touch.Path.ToString())}{Printable.Name(touch.Path.ToString())} - last {Words.Of(touch.Kind)} "
            + $"{Duration.Approximate(now - touch.At)} ago by {who} (evidence: {Words.Of(touch.Evidence)})";
    }

    private static IEnumerable<string> Related(PathCheck path) => path.Related.Count == 0
        ? []
        : [$"{McpWords.Path(path.Wanted)} - in history moves with {string.Join(", ", path.Related.Select(Of))}"];

    private static string Of(RelatedInMotion related)
    {
        var changing = related.Changing.Count == 0 ? "" : $"; {string.Join(", ", related.Changing)} at it now";
        return $"{Printable.Name(related.File.Path.ToString())} ({related.File.Together} of {related.File.Changes}{changing})";
    }

    // What was asked for, where what is known is about something else.
    private static string Inside(PathCheck path, string other) =>
        path.Wanted.Text == other ? "" : McpWords.Path(path.Wanted) + " < ";
}
