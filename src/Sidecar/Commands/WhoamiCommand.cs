using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Says for whom this process acts, and how that was found out.</summary>
internal sealed class WhoamiCommand() : SidecarCommand("whoami", "Say who you are here, and how that was found out")
{
    public override IReadOnlyList<string> Examples => ["sidecar whoami", "sidecar whoami --json"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var identity = call.Workplace.Identity;
        var worktree = call.Workplace.Folders.Worktree;
        call.Answer(json => Write(json, identity, worktree), screen => Show(screen, identity, worktree));
        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(Utf8JsonWriter json, Identity identity, string worktree)
    {
        json.WriteString("name", identity.Name);
        json.WriteString("kind", Words.Of(identity.Kind));
        json.WriteString("identity", Words.Of(identity.Source));
        json.WriteString("client", identity.Agent?.Client);
        json.WriteString("worktree", identity.Agent?.Worktree ?? worktree);
        if (identity.Agent?.ClientProcess is { } process)
            json.WriteNumber("process", process.Pid);
        else
            json.WriteNull("process");
        json.WriteString("contradicts", identity.Contradicts?.Name.ToString());
    }

    private static void Show(Screen screen, Identity identity, string worktree)
    {
        screen.Heading(identity.Kind switch
        {
            ActorKind.Agent => $"{identity.Name}, an agent",
            ActorKind.Unregistered => $"{identity.Name}, an agent that is not registered here",
            _ => "human, nobody's agent",
        });
        screen.Line($"  identity: {Words.Of(identity.Source)} ({How(identity.Source)})");
        if (identity.Agent is { } agent)
        {
            screen.Line($"  client:   {agent.Client} {agent.ClientVersion}".TrimEnd());
            if (agent.ClientProcess is { } process)
                screen.Line($"  process:  {process.Pid}");
        }

        screen.Line($"  worktree: {identity.Agent?.Worktree ?? worktree}");
        if (identity.IsNameAlone)
            screen.Line($"  Nothing but the name tells so: this process acts on files as {identity.Name}, but does not speak as it.", Tone.Warning);
        if (identity.Contradicts is { } owner)
            screen.Line($"  This process belongs to {owner.Name}: it may not act as {identity.Name}.", Tone.Bad);
        if (identity.Kind is ActorKind.Unregistered)
            screen.Line("next: start the agent's MCP server (sidecar-mcp); 'sidecar init' adds it to the client");
    }

    private static string How(IdentitySource source) => source switch
    {
        IdentitySource.Env => "named by --as or SIDECAR_AGENT",
        IdentitySource.Session => "the client's session in the environment",
        IdentitySource.Lineage => "started by the agent's client",
        IdentitySource.Worktree => "the only agent in this worktree",
        _ => "nothing tells of an agent here",
    };
}
