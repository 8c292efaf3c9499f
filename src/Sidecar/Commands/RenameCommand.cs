using System.CommandLine;
using Sidecar.Agents;

namespace Sidecar.Commands;

/// <summary>Gives an agent another name. People may rename any agent that is here, an agent's process only its own.</summary>
internal sealed class RenameCommand : SidecarCommand
{
    private readonly Argument<string> _old = new("OLD") { Description = "The agent's name now" };
    private readonly Argument<string> _new = new("NEW") { Description = "Its new name: 1 to 32 of A-Z a-z 0-9 . _ -" };

    public RenameCommand()
        : base("rename", "Give an agent another name; it is told")
    {
        Add(_old);
        Add(_new);
    }

    public override IReadOnlyList<string> Examples => ["sidecar rename calm-otter reviewer"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var (from, to) = (AgentName.Parse(call.Value(_old)), AgentName.Parse(call.Value(_new)));
        var (before, agent) = call.Workplace.State.Agents.Rename(call.Speaker(), from, to);
        call.Answer(
            json =>
            {
                json.WriteString("from", before.ToString());
                json.WriteString("name", agent.Name.ToString());
            },
            screen => screen.Line($"{before} is now called {agent.Name}."));
        return Task.FromResult(ExitCode.Done);
    }
}
