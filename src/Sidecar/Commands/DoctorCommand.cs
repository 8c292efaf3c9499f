using System.CommandLine;
using Sidecar.Json;
using Sidecar.Setup;
using Sidecar.Terminal;

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
        var checks = setup.Inspect();
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
