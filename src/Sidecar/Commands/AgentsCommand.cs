using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Lists who is here and who was.</summary>
internal sealed class AgentsCommand() : SidecarCommand("agents", "List who is here, and who was in the last hour")
{
    public override IReadOnlyList<string> Examples => ["sidecar agents", "sidecar agents --json"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var snapshot = call.Workplace.Snapshot();
        call.Answer(
            json => json.Agents(snapshot),
            screen =>
            {
                AgentView.ShowPresent(screen, snapshot.Agents, snapshot.At, call.Workplace.Folders.Worktree);
                AgentView.ShowGone(screen, snapshot.Gone, snapshot.At);
            });
        return Task.FromResult(ExitCode.Done);
    }
}
