using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Touches;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Mcp.Tools;

/// <summary>Tells whether paths are free, and what that is known from.</summary>
internal sealed class CheckTool : SidecarTool
{
    // For one path: a folder in which thousands of files are written must not fill the model's context.
    private const int MostWriters = 20;

    public override string Name => "check";

    protected override string Description => "Who holds or writes these paths, without claiming them. level: conflict or clear.";

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
        var report = new StatusQuery(call.State, call.Time).Check(
            patterns, holder => holder.Id == call.Seat.Agent.Id, call.Seat.Settings.IgnoreCase);
        var shown = report with { Paths = [.. report.Paths.Select(path => path.Shortened(MostWriters))] };
        var lines = shown.Paths.SelectMany(path => Lines(path, report.At, call.Seat.Folders.Worktree));
        return Task.FromResult(new ToolAnswer(
            McpJson.Of(json => json.Report(shown)), $"{Head(report)}{McpWords.Lines("Paths", lines)}"));
    }

    private static string Head(PathReport report)
    {
        var but = report.IsConflict || WatcherWords.IsWatching(report.Watcher) ? "; " : ", but ";
        return $"{Words.Level(report.IsConflict)}{but}{WatcherWords.Freshness(report.Watcher).TrimEnd('.')}. Looked at "
            + $"{Words.Count(report.Claims, "claim")} and {Words.Count(report.Uncommitted, "uncommitted file")} of "
            + $"{Words.Count(report.LiveAgents, "live agent")} and of people at {Words.Of(report.At)}.";
    }

    private static IEnumerable<string> Lines(PathCheck path, DateTimeOffset now, string worktree)
    {
        IEnumerable<string> lines =
        [
            .. path.All.Where(claim => claim.Work is null).Select(claim => Inside(path, claim.Pattern.Text) + McpWords.Of(claim, now)),
            .. path.Writers.Select(writer => Of(path, writer, now, worktree)),
            .. path.LastTouches.Select(touch => Of(path, touch, now)),
        ];
        var nothing = path.Wanted.IsResource ? "no claims" : "no claims, no changes seen";
        var known = lines.DefaultIfEmpty($"{McpWords.Path(path.Wanted)} - {nothing}");
        return path.Left > 0 ? known.Append($"{McpWords.Path(path.Wanted)} - {path.Left} more uncommitted files") : known;
    }

    private static string Of(PathCheck path, Writer writer, DateTimeOffset now, string worktree)
    {
        var (work, file) = (writer.Work, writer.Work.Path.ToString());
        var where = work.Worktree == worktree ? "" : $", in another worktree: {Printable.OneLine(work.Worktree)}";
        return $"{Inside(path, file)}{Printable.OneLine(file)} - {WorkWords.Of(work, now, writer.IsMine)}{where}";
    }

    private static string Of(PathCheck path, Touch touch, DateTimeOffset now)
    {
        var who = touch.Author?.ToString() ?? "nobody can tell whom";
        return $"{Inside(path, touch.Path.ToString())}{Printable.OneLine(touch.Path.ToString())} - last {Words.Of(touch.Kind)} "
            + $"{Duration.Approximate(now - touch.At)} ago by {who} (evidence: {Words.Of(touch.Evidence)})";
    }

    // What was asked for, where what is known is about something else.
    private static string Inside(PathCheck path, string other) =>
        path.Wanted.Text == other ? "" : McpWords.Path(path.Wanted) + " < ";
}
