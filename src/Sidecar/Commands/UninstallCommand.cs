using System.CommandLine;
using Sidecar.Storage;
using Sidecar.Terminal;
using Sidecar.Watching;

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

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var isDryRun = call.Value(_dryRun);
        if (!isDryRun)
            await StopWatcherAsync(call, cancellationToken);
        var report = call.Workplace.Setup.Uninstall(call.Value(_purge), isDryRun);
        call.Answer(
            json => SetupView.Write(json, report, isDryRun),
            screen =>
            {
                SetupView.Show(screen, report, isDryRun);
                if (report.Steps.Count == 0)
                    screen.Line("There is nothing of Sidecar in this repository.");
            });
        return report.Succeeded ? ExitCode.Done : ExitCode.Refused;
    }

    // One that cannot be stopped ends by itself once the state is gone, or when no agent is left.
    private static async Task StopWatcherAsync(Invocation call, CancellationToken cancellationToken)
    {
        var folder = call.Workplace.StateFolder;
        if (!SidecarDatabase.Exists(folder))
            return;

        try
        {
            using var state = new SidecarState(folder, call.Here.Processes, call.Here.Time, SidecarState.HookPatience);
            await WatcherStop.RunAsync(state, call.Here.Processes, call.Here.Time, cancellationToken);
        }
        catch (SidecarException)
        {
            // A state that is damaged is taken out all the same.
        }
    }
}
