using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Json;

namespace Sidecar.Mcp.Tools;

/// <summary>Shows the agent's own record, or changes what it says about itself.</summary>
internal sealed class WhoamiTool : SidecarTool
{
    private const int MaxLength = 200;
    private const int MaxBytes = 800;
    private const int MaxModules = 20;

    public override string Name => "whoami";

    protected override string Description => "Your name and record here; arguments change it.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "name":{"type":"string","description":"1-32 of A-Za-z0-9._-"},
        "role":{"type":"string"},
        "summary":{"type":"string","description":"What you work on"},
        "modules":{"type":"array","items":{"type":"string"}}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"name":{"type":"string"},"identity":{"type":"string"},"client":{"type":"string"},
        "worktree":{"type":"string"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var given = call.Arguments;
        AgentName? name = given.Text("name", MaxBytes) is { } wanted ? AgentName.Parse(wanted) : null;
        var role = Profile.Line(given, "role", MaxBytes, MaxLength);
        var summary = Profile.Line(given, "summary", MaxBytes, MaxLength);
        var modules = given.Texts("modules", MaxModules, MaxBytes);
        if (modules?.Any(module => module.Length > MaxLength || module.Any(char.IsControl)) == true)
            throw given.Wrong($"a module is one line of at most {MaxLength} characters.", "\"modules\": [\"src/api\"]");

        var isChange = name is not null || role is not null || summary is not null || modules is not null;
        var agent = isChange ? call.State.Agents.Describe(call.Key, name, role, summary, modules) : call.Seat.Agent;
        return Task.FromResult(Answer(call, agent));
    }

    private static ToolAnswer Answer(ToolCall call, Agent agent)
    {
        var identity = Words.Of(call.Seat.Identity);
        var content = McpJson.Of(json =>
        {
            json.Agent(agent);
            json.WriteString("identity", identity);
            if (agent.IsRenumbered)
                json.WriteString("asked_name", agent.AskedName.ToString());
        });
        var text = $"You are {agent.Name} ({Printable.OneLine(agent.Client)}) in {Printable.OneLine(agent.Worktree)}; "
            + $"other processes of yours are recognised by: {identity}.";
        if (agent.IsRenumbered)
            text += $" You asked for the name {agent.AskedName}, which another live agent has.";
        if (agent.Role is { } role)
            text += $" Role: {Printable.OneLine(role)}.";
        if (agent.Summary is { } summary)
            text += $" Doing: {Printable.OneLine(summary)}.";
        if (agent.Modules.Count > 0)
            text += $" Modules: {string.Join(", ", agent.Modules.Select(Printable.OneLine))}.";
        return new ToolAnswer(content, text);
    }
}
