using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sidecar.Claims;

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
        var paths = patterns.Select(pattern => Look(call, pattern, claims, readAt)).ToList();
        var isConflict = paths.Exists(path => path.IsConflict);
        var content = new JsonObject
        {
            ["level"] = Level(isConflict),
            ["paths"] = McpJson.List(paths, path => new JsonObject
            {
                ["path"] = path.Pattern.Text,
                ["level"] = Level(path.IsConflict),
                ["claims"] = McpJson.List(path.Claims, McpJson.Of),
            }),
            ["looked_at"] = new JsonObject { ["at"] = McpJson.Time(readAt), ["claims"] = claims.Count, ["agents"] = agents },
        };
        var lines = paths.SelectMany(path => Lines(path, readAt));
        return Task.FromResult(new ToolAnswer(
            content,
            $"{Level(isConflict)}: looked at {claims.Count} claims of {agents} agents and of people at {McpJson.Time(readAt)}; "
            + $"writes without a claim are not seen.{McpWords.Lines("Paths", lines)}"));
    }

    private static (ClaimPattern Pattern, IReadOnlyList<Claim> Claims, bool IsConflict) Look(
        ToolCall call, ClaimPattern pattern, IReadOnlyList<Claim> claims, DateTimeOffset now)
    {
        var ignoreCase = call.Seat.Settings.IgnoreCase;
        var inForce = claims.Where(claim => claim.IsInForce(now)).ToList();

        // Whoever could not even share a path has somebody in the way.
        var board = new ClaimBoard(inForce, [], ignoreCase);
        var conflicts = ClaimRules.Conflicts(call.Seat.Agent.Id, [pattern], ClaimMode.Shared, board);
        return (pattern, claims.Where(claim => claim.Pattern.Intersects(pattern, ignoreCase)).ToList(), conflicts.Count > 0);
    }

    private static IEnumerable<string> Lines(
        (ClaimPattern Pattern, IReadOnlyList<Claim> Claims, bool IsConflict) path, DateTimeOffset now) =>
        path.Claims.Count == 0
            ? [$"{McpWords.Path(path.Pattern)} - no claims"]
            : path.Claims.Select(claim => (claim.Pattern == path.Pattern ? "" : McpWords.Path(path.Pattern) + " < ") + McpWords.Of(claim, now));

    private static string Level(bool isConflict) => isConflict ? "conflict" : "clear";
}
