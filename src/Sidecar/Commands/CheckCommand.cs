using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Tells what is known about paths before somebody changes them.</summary>
internal sealed class CheckCommand : SidecarCommand
{
    private readonly Argument<string[]> _paths = Inputs.Paths("Files, directories, globs or resources", isRequired: true);

    public CheckCommand()
        : base("check", "Say who holds these paths; exit code 1 if somebody else does") => Add(_paths);

    public override IReadOnlyList<string> Examples =>
        ["sidecar check src/login.cs", "sidecar check src/api/ 'docs/**' --json", "sidecar check task:login-form"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var patterns = place.Patterns(call.Value(_paths) ?? []);
        var report = new StatusQuery(place.State, call.Here.Time).Check(patterns, place.IsMe, place.Settings.IgnoreCase);
        call.Answer(json => json.Report(report), screen => Show(screen, call, report));
        return Task.FromResult(report.IsConflict ? ExitCode.Refused : ExitCode.Done);
    }

    private static void Show(Screen screen, Invocation call, PathReport report)
    {
        foreach (var check in report.Paths)
        {
            screen.Line($"{check.Wanted.Text}: {Words.Level(check.IsConflict)}", check.IsConflict ? Tone.Bad : Tone.Good);
            foreach (var claim in check.InTheWay)
                screen.Line("  " + Held(claim, report.At), Tone.Bad);
            foreach (var claim in check.Shared)
                screen.Line("  " + Held(claim, report.At));
            foreach (var claim in check.Mine)
                screen.Line($"  you hold {claim.Pattern.Text} ({Words.Of(claim.Mode)}), expires {Ages.In(claim.Expires, report.At)}");
            foreach (var claim in check.Ineffective)
                screen.Line($"  {claim.Holder.Name} claimed {claim.Pattern.Text}, but is dead: that does not count");
        }

        screen.Line($"Looked at {Words.Count(report.Claims, "claim")} and {Words.Count(report.LiveAgents, "live agent")}, just now.", Tone.Faint);
        if (report.Paths.SelectMany(check => check.InTheWay).FirstOrDefault() is { } first)
            screen.Line($"next: {call.CommandFor("send", first.Holder.Name.ToString(), $"When will you be done with {Printable.Short(first.Pattern.Text, 200)}?")}");
    }

    private static string Held(Claim claim, DateTimeOffset now)
    {
        var reason = claim.Reason.Length > 0 ? $": {claim.Reason}" : "";
        var doubt = claim.Live is Liveness.Unknown ? ", cannot tell if alive" : "";
        return $"{claim.Holder.Name} holds {claim.Pattern.Text} ({Words.Of(claim.Mode)}{doubt}) for {Duration.Approximate(now - claim.Since)}, "
            + $"expires {Ages.In(claim.Expires, now)}{reason}";
    }
}
