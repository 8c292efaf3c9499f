using Sidecar.Terminal;
using Sidecar.Watching;

namespace Sidecar.Commands;

/// <summary>Ends the watcher.</summary>
internal sealed class StopCommand() : SidecarCommand("stop", "End the watcher of this repository")
{
    public override IReadOnlyList<string> Examples => ["sidecar stop", "sidecar stop --json"];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var state = call.Workplace.State;
        var (result, pid) = await WatcherStop.RunAsync(state, call.Here.Processes, call.Here.Time, cancellationToken);
        var (code, says, next) = result switch
        {
            StopResult.NotRunning => (ExitCode.Done, "No watcher runs here.", null),
            StopResult.Stopped => (ExitCode.Done, $"The watcher, process {pid}, has ended.", NextOf(call)),
            StopResult.StillRunning => (ExitCode.Refused, $"The watcher, process {pid}, was asked to end and runs still.", $"kill -9 {pid}"),
            StopResult.NotAllowed => (ExitCode.Refused, $"The watcher, process {pid}, belongs to another user.", "ask its owner"),
            _ => (ExitCode.CannotTell, $"The watcher, process {pid}, is on another host or in another container.", "run sidecar stop there"),
        };
        call.Answer(
            json =>
            {
                json.WriteBoolean("stopped", result is StopResult.Stopped);
                json.WriteString("says", says);
                json.WriteString("next", next);
            },
            screen =>
            {
                screen.Line(says, code == ExitCode.Done ? Tone.Plain : Tone.Bad);
                if (next is not null)
                    screen.Line($"next: {next}");
            });
        return code;
    }

    // Whoever wants it gone for good would be surprised by the next one.
    private static string? NextOf(Invocation call) => call.Workplace.State.Agents.Live().Count > 0
        ? "nothing; the agents here start it again when they go on (not so with: git config sidecar.autoWatch false)"
        : null;
}
