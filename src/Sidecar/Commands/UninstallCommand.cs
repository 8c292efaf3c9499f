using System.CommandLine;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Takes out what init put in.</summary>
internal sealed class UninstallCommand : SidecarCommand
{
    private readonly Option<bool> _purge = Inputs.Flag("--purge", "Delete the shared state too, with all messages");
    private readonly Option<bool> _dryRun = Inputs.Flag("--dry-run", "Only show what would change");

    public UninstallCommand()
        : base("uninstall", "Take out exactly what init put in")
    {
        Add(_purge);
        Add(_dryRun);
    }

    public override IReadOnlyList<string> Examples => ["sidecar uninstall --dry-run", "sidecar uninstall", "sidecar uninstall --purge"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var isDryRun = call.Value(_dryRun);
        var report = call.Workplace.Setup.Uninstall(call.Value(_purge), isDryRun);
        call.Answer(
            json => SetupView.Write(json, report, isDryRun),
            screen =>
            {
                SetupView.Show(screen, report, isDryRun);
                if (report.Steps.Count == 0)
                    screen.Line("There is nothing of Sidecar in this repository.");
            });
        return Task.FromResult(report.Succeeded ? ExitCode.Done : ExitCode.Refused);
    }
}
