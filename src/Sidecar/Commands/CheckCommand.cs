using System.CommandLine;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Terminal;
using Sidecar.Watch;

namespace Sidecar.Commands;

/// <summary>Tells what is known about paths before somebody changes them.</summary>
internal sealed class CheckCommand : SidecarCommand
{
    private readonly Argument<string[]> _paths = Inputs.Paths("Files, directories, globs or resources", isRequired: true);

    public CheckCommand()
        : base("check", "Say whose work concerns these paths; exit code 1 if others hold, write, announced or would conflict in one") => Add(_paths);

    public override IReadOnlyList<string> Examples =>
        ["sidecar check src/login.cs", "sidecar check src/api/ 'docs/**' --json", "sidecar check task:login-form"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var patterns = place.Patterns(call.Value(_paths) ?? []);
        var report = new StatusQuery(place.State, call.Here.Time).Check(patterns, place.View);
        call.Answer(json => json.Report(report, finding => Questions.About(call, finding)), screen => Show(screen, call, report));
        return Task.FromResult(report.IsConflict ? ExitCode.Refused : ExitCode.Done);
    }

    private static void Show(Screen screen, Invocation call, PathReport report)
    {
        foreach (var check in report.Paths)
            CheckView.ShowPath(screen, check, report, call.Workplace.Folders.Worktree);

        CheckView.ShowReceipt(screen, report);
        if (Next(call, report) is { } next)
            screen.Line($"next: {next}");
    }

    private static string? Next(Invocation call, PathReport report) =>
        report.Paths.SelectMany(check => check.Findings).MaxBy(finding => finding.Score) is { } strongest
            ? Questions.About(call, strongest)
            : WatcherWords.Next(report.Watcher);
}
