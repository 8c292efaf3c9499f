using System.CommandLine;
using System.Diagnostics;
using Sidecar.Setup;
using Sidecar.Setup.Clients;
using Sidecar.Terminal;
using Sidecar.Watch;

namespace Sidecar.Commands;

/// <summary>Sets the repository up.</summary>
internal sealed class InitCommand : SidecarCommand
{
    private readonly Option<string?> _client = Inputs.Text("--client", "LIST", "claude-code, copilot, vscode (all read .mcp.json), or none");
    private readonly Option<bool> _noHooks = Inputs.Flag("--no-hooks", "Leave the git hooks alone");
    private readonly Option<bool> _dryRun = Inputs.Flag("--dry-run", "Only show what would change");

    public InitCommand()
        : base("init", "Set this repository up: shared state, git hooks, MCP entry; again changes nothing")
    {
        Add(_client);
        Add(_noHooks);
        Add(_dryRun);
    }

    public override IReadOnlyList<string> Examples => ["sidecar init", "sidecar init --dry-run", "sidecar init --client claude-code"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var clients = call.Value(_client)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (clients is [])
            throw SidecarException.Usage("--client names no client.", "sidecar init --client none");

        var options = new SetupOptions(clients, Hooks: !call.Value(_noHooks), DryRun: call.Value(_dryRun));
        var report = call.Workplace.Setup.Install(options);
        var watcher = options.DryRun ? null : StartWatcher(call.Workplace);
        call.Answer(
            json =>
            {
                SetupView.Write(json, report, options.DryRun);
                json.WriteString("watcher", watcher);
            },
            screen =>
            {
                SetupView.Show(screen, report, options.DryRun);
                if (watcher is not null)
                    screen.Line($"{"watcher",-10} {watcher}");
                if (report.Succeeded && !options.DryRun)
                    screen.Line(Ready(options), Tone.Good);
            });
        return Task.FromResult(report.Succeeded ? ExitCode.Done : ExitCode.Refused);
    }

    private static string StartWatcher(Workplace place)
    {
        try
        {
            return place.Watcher.EnsureRunning(place.Settings) switch
            {
                StartAnswer.Started or StartAnswer.Starting => "started",
                StartAnswer.Running => "running",
                StartAnswer.NotWanted(var why) => $"not started ({why})",
                StartAnswer.CannotStart(var problem) => $"cannot be started: {problem.Why} next: {problem.Next}",
                _ => throw new UnreachableException(),
            };
        }
        catch (SidecarException unknown)
        {
            // The set-up is done; what it lacks is told by whoever needs it.
            return $"cannot be started: {unknown.Message} next: {unknown.Next}";
        }
    }

    private static string Ready(SetupOptions options) => KnownClients.WantMcpJson(options.Clients)
        ? "Ready. Agents that start here now join by themselves; see them with: sidecar status"
        : "Ready. Register sidecar-mcp as a stdio server in your client.";
}
