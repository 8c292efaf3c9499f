using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Forecasting;
using Sidecar.History;
using Sidecar.Json;
using Sidecar.Setup;
using Sidecar.Terminal;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Commands;

/// <summary>Examines whether everything works, and repairs what it can.</summary>
internal sealed class DoctorCommand : SidecarCommand
{
    private readonly Option<bool> _fix = Inputs.Flag("--fix", "Repair what can be repaired without asking");

    public DoctorCommand()
        : base("doctor", "Examine whether everything works here") => Add(_fix);

    public override IReadOnlyList<string> Examples => ["sidecar doctor", "sidecar doctor --fix", "sidecar doctor --json"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var setup = call.Workplace.Setup;
        var repairs = call.Value(_fix) ? setup.Repair() : new SetupReport([]);
        IReadOnlyList<Check> checks = [.. setup.Inspect(), .. Watcher(call)];
        call.Answer(
            json =>
            {
                json.WriteBoolean("ok", Code(checks) == ExitCode.Done);
                json.Items("checks", checks, (item, check) =>
                {
                    item.WriteString("name", check.Name);
                    item.WriteString("result", SetupView.Word(check.Result));
                    item.WriteString("says", check.Says);
                    item.WriteString("next", check.Next);
                });
                json.Items("repairs", repairs.Steps, SetupView.Write);
            },
            screen => Show(screen, repairs, checks));
        return Task.FromResult(Code(checks));
    }

    // With a state of its own: that of the workplace mends stale hooks when it is opened, and a look changes nothing.
    private static IReadOnlyList<Check> Watcher(Invocation call)
    {
        var (place, here) = (call.Workplace, call.Here);
        try
        {
            using var state = new SidecarState(place.StateFolder, here.Processes, here.Time, SidecarState.HookPatience);
            var start = new WatcherStart(state, place.Folders, here.Programs, here.Environment, here.Time);
            var report = state.Watcher.Read() with { WhyNotStarted = start.WhyNot(place.Settings) };
            return
            [
                .. WatcherChecks.Examine(report, state.Agents.Live().Count, place.StateFolder),
                .. ForecastChecks.Examine(state.Forecasts.Read()),
                HistoryChecks.Examine(state.History.ReadStanding(), report.Running is Liveness.Alive, here.Time.GetUtcNow()),
            ];
        }
        catch (SidecarException unknown)
        {
            // That the state or the settings cannot be read has a check of its own.
            return [new Check("watcher", CheckResult.Warning, $"Cannot tell whether a watcher runs: {unknown.Message}", unknown.Next)];
        }
    }

    private static int Code(IReadOnlyList<Check> checks)
    {
        if (checks.Any(check => check.Result is CheckResult.Failed))
            return ExitCode.Refused;

        return checks.Any(check => check.Result is CheckResult.CannotTell) ? ExitCode.CannotTell : ExitCode.Done;
    }

    private static void Show(Screen screen, SetupReport repairs, IReadOnlyList<Check> checks)
    {
        if (repairs.Steps.Count > 0)
            SetupView.Show(screen, repairs, isDryRun: false);
        foreach (var check in checks)
        {
            screen.Line($"{SetupView.Word(check.Result),-12} {check.Name}: {check.Says}", ToneOf(check.Result));
            if (check.Next is { } next)
                screen.Line($"{"",-12} next: {next}");
        }
    }

    private static Tone ToneOf(CheckResult result) => result switch
    {
        CheckResult.Ok => Tone.Plain,
        CheckResult.Failed => Tone.Bad,
        _ => Tone.Warning,
    };
}
