using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Claims;
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
        var readAt = call.Now;
        var claims = call.State.Claims.Active();
        var agents = call.State.Agents.Present().Count;
        var paths = patterns.Select(wanted => PathCheck.Of(wanted, claims, IsMine, readAt, call.Seat.Settings.IgnoreCase)).ToList();
        var isConflict = paths.Exists(path => path.IsConflict);
        var content = new JsonObject
        {
            ["level"] = Level(isConflict),
            ["paths"] = McpJson.List(paths, path => new JsonObject
            {
                ["path"] = path.Wanted.Text,
                ["level"] = Level(path.IsConflict),
                ["claims"] = McpJson.List(path.All, McpJson.Of),
            }),
            ["looked_at"] = new JsonObject { ["at"] = McpJson.Time(readAt), ["claims"] = claims.Count, ["agents"] = agents },
        };
        var lines = paths.SelectMany(path => Lines(path, readAt));
        return Task.FromResult(new ToolAnswer(
            content,
            $"{Level(isConflict)}: looked at {claims.Count} claims of {agents} agents and of people at {McpJson.Time(readAt)}; "
            + $"writes without a claim are not seen.{McpWords.Lines("Paths", lines)}"));

        bool IsMine(Agent holder) => holder.Id == call.Seat.Agent.Id;
    }

    private static IEnumerable<string> Lines(PathCheck path, DateTimeOffset now) =>
        path.All.Any()
            ? path.All.Select(claim => (claim.Pattern == path.Wanted ? "" : McpWords.Path(path.Wanted) + " < ") + McpWords.Of(claim, now))
            : [$"{McpWords.Path(path.Wanted)} - no claims"];

    private static string Level(bool isConflict) => isConflict ? "conflict" : "clear";
}
