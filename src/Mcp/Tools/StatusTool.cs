using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;

namespace Sidecar.Mcp.Tools;

/// <summary>Who is here, who holds what, and what ended lately and why.</summary>
internal sealed class StatusTool : SidecarTool
{
    private const int MaxAgents = 100;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(60);

    public override string Name => "status";

    protected override string Description => "Who is here, who holds what, what ended in the last 10 minutes and why.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "wait_for_agents":{"type":"integer","description":"Wait until so many live agents are here, you included"},
        "wait_seconds":{"type":"integer"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"agents":{"type":"array","items":{"type":"object"}},
        "claims":{"type":"array","items":{"type":"object"}},"gone":{"type":"array","items":{"type":"object"}},
        "ended":{"type":"array","items":{"type":"object"}},"watcher":{"type":"string"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Reads();

    public override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var wanted = call.Arguments.Number("wait_for_agents", 1, MaxAgents);
        var wait = call.Wait();
        if (wait is not null && wanted is null)
            throw call.Arguments.Wrong("'wait_seconds' needs wait_for_agents here.", "\"wait_for_agents\": 2, \"wait_seconds\": 60");

        var isEnough = wanted is null || await WaitAsync(call, wanted.Value, wait ?? UsualWait, cancellationToken);
        return Answer(call, isTimedOut: !isEnough);
    }

    private static async Task<bool> WaitAsync(ToolCall call, int wanted, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var bell = new Doorbell(call.State.Database.Folder, call.Time);
        var deadline = call.Now + wait;
        while (call.State.Agents.Present().Count(entry => entry.Live is not Liveness.Dead) < wanted)
        {
            var left = deadline - call.Now;
            if (left <= TimeSpan.Zero)
                return false;

            await bell.WaitAsync(left, cancellationToken);
        }

        return true;
    }

    private static ToolAnswer Answer(ToolCall call, bool isTimedOut)
    {
        var now = call.Now;
        var present = call.State.Agents.Present();
        var claims = call.State.Claims.Active();
        var gone = call.State.Agents.Gone(now - Lately);
        var ended = call.State.Claims.Ended(now - Lately);
        var content = new JsonObject
        {
            ["agents"] = McpJson.List(present, Shape),
            ["claims"] = McpJson.List(claims, McpJson.Of),
            ["gone"] = McpJson.List(gone, agent => new JsonObject
            {
                ["name"] = agent.Name.ToString(),
                ["left"] = McpJson.Time(agent.LeftAt ?? now),
                ["why"] = Printable.OneLine(agent.LeftWhy ?? ""),
            }),
            ["ended"] = McpJson.List(ended, claim => new JsonObject
            {
                ["path"] = claim.Pattern.Text,
                ["holder"] = claim.Holder.ToString(),
                ["ended"] = McpJson.Time(claim.EndedAt),
                ["why"] = Printable.OneLine(claim.Why),
            }),
            ["watcher"] = "not running",
        };
        if (isTimedOut)
            content["timed_out"] = true;

        var who = McpWords.Lines("Agents", present.Select(entry => Line(entry.Agent, entry.Live, call.Seat.Agent.Id, now)));
        var held = McpWords.Lines("Claims", claims.Select(claim => McpWords.Of(claim, now)));
        var left = McpWords.Lines("Gone lately", gone.Select(agent => $"{agent.Name}: {Printable.OneLine(agent.LeftWhy ?? "")}"));
        var over = McpWords.Lines("Ended lately", ended.Select(claim => $"{McpWords.Path(claim.Pattern)} - {claim.Holder}: {Printable.OneLine(claim.Why)}"));
        var late = isTimedOut ? " The wait is over; not as many agents came." : "";
        return new ToolAnswer(
            content,
            $"{present.Count} agents, {claims.Count} claims at {McpJson.Time(now)}. No watcher runs: writes without a claim are not seen.{late}"
            + who + held + left + over);
    }

    private static JsonObject Shape((Agent Agent, Liveness Live) entry)
    {
        var json = McpJson.Of(entry.Agent);
        json["live"] = McpJson.Live(entry.Live);
        return json;
    }

    private static string Line(Agent agent, Liveness live, long me, DateTimeOffset now)
    {
        var you = agent.Id == me ? " (you)" : "";
        var role = agent.Role is null ? "" : $", {Printable.Short(agent.Role, 60)}";
        var summary = agent.Summary is null ? "" : $": {Printable.Short(agent.Summary, 120)}";
        return $"{agent.Name}{you}{McpWords.Liveness(live)}, {Printable.OneLine(agent.Client)}{role}, "
            + $"{Printable.OneLine(agent.Worktree)}, active {Duration.Approximate(now - agent.ActiveAt)} ago{summary}";
    }
}
