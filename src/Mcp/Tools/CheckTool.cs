using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Status;

namespace Sidecar.Mcp.Tools;

/// <summary>Tells whether paths are free, and what that is known from.</summary>
internal sealed class CheckTool : SidecarTool
{
    public override string Name => "check";

    protected override string Description => "Who holds these paths, without claiming them. level: conflict or clear.";

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
        var lines = report.Paths.SelectMany(path => Lines(path, report.At));
        return Task.FromResult(new ToolAnswer(
            McpJson.Of(json => json.Report(report)),
            $"{Words.Level(report.IsConflict)}: looked at {report.Claims} claims of {report.LiveAgents} live agents and of people "
            + $"at {Words.Of(report.At)}; writes without a claim are not seen.{McpWords.Lines("Paths", lines)}"));
    }

    private static IEnumerable<string> Lines(PathCheck path, DateTimeOffset now) =>
        path.All.Any()
            ? path.All.Select(claim => (claim.Pattern == path.Wanted ? "" : McpWords.Path(path.Wanted) + " < ") + McpWords.Of(claim, now))
            : [$"{McpWords.Path(path.Wanted)} - no claims"];
}
