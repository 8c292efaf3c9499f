using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Json;

namespace Sidecar.Mcp.Tools;

/// <summary>Ends the agent's own claims, or hands them to somebody.</summary>
internal sealed class ReleaseTool : SidecarTool
{
    private const int MostPaths = 20;

    public override string Name => "release";

    protected override string Description => "End your claims and announcement as soon as you are done, or hand the claims to another agent.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "paths":{"type":"array","items":{"type":"string"},"description":"As claimed; without it, all of yours"},
        "to":{"type":"string","description":"Agent to hand them to"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"released":{"type":"array","items":{"type":"string"}},
        "waiting_now_served":{"type":"array","items":{"type":"string"}},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var paths = call.Arguments.Texts("paths", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes);
        if (paths is { Count: 0 })
            throw call.Arguments.Wrong("'paths' is empty; leave it out to release all of yours.", "\"paths\": [\"src/app.cs\"]");

        AgentName? to = call.Arguments.Text("to", 200) is { } name ? AgentName.Parse(name) : null;
        var patterns = paths is null ? null : call.Seat.Patterns(paths);
        var answer = call.State.Claims.Release(call.Key, patterns, to, force: false, call.Seat.Settings.IgnoreCase);
        return Task.FromResult(new ToolAnswer(McpJson.Of(json => json.Released(answer)), Say(answer)));
    }

    private static string Say(ReleaseAnswer answer)
    {
        var done = answer.To is { } heir ? $"Handed to {heir}" : "Released";
        var text = answer.Released.Count == 0 && answer.Announced.Count == 0 ? "Nothing to release." : "";
        if (answer.Released.Where(claim => claim.Work is null).ToList() is { Count: > 0 } claimed)
            text += $"{done}: {Paths(claimed.Select(claim => claim.Pattern))}.";
        if (answer.Released.Where(claim => claim.Work is not null).ToList() is { Count: > 0 } written)
        {
            var end = answer.To is null ? " bar nobody now" : "";
            text += $"{(text.Length == 0 ? "" : " ")}{done}: your uncommitted changes of {Paths(written.Select(claim => claim.Pattern))}{end}.";
        }

        if (answer.Announced.Count > 0)
            text += $"{(text.Length == 0 ? "" : " ")}No longer announced: {Paths(answer.Announced)}.";
        if (answer.NotHeld.Count > 0)
            text += $" Not yours, so nothing was done: {Paths(answer.NotHeld)}.";
        if (answer.WaitingNowServed.Count > 0)
            text += $" Now served: {string.Join(", ", answer.WaitingNowServed)}.";
        return text;
    }

    private static string Paths(IEnumerable<ClaimPattern> patterns) => McpWords.Some(patterns.Select(McpWords.Path), MostPaths);
}
