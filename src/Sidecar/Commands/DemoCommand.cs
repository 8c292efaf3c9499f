using System.CommandLine;
using Sidecar.Demo;
using Sidecar.Setup;

namespace Sidecar.Commands;

/// <summary>Shows the main job in a throw-away repository.</summary>
internal sealed class DemoCommand : SidecarCommand
{
    private readonly Option<bool> _keep = Inputs.Flag("--keep", "Leave the repository there, for a look around");

    public DemoCommand()
        : base("demo", "Show two agents, a claim, a refused commit and talk, in a throw-away repository") => Add(_keep);

    public override IReadOnlyList<string> Examples => ["sidecar demo", "sidecar demo --keep"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken) => TwoAgentDemo.RunAsync(
        new ProgramFolder(call.Here.Programs), call.Value(_keep), call.Here.Output, call.Here.HasColours, cancellationToken);
}
