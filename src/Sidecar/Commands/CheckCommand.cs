using System.CommandLine;
using Sidecar.Claims;
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
        : base("check", "Say who holds or writes these paths; exit code 1 if somebody else does") => Add(_paths);

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
            CheckView.ShowPath(screen, check, report, call.Workplace.Folders.Worktree);

        CheckView.ShowReceipt(screen, report);
        if (Next(call, report) is { } next)
            screen.Line($"next: {next}");
    }

    private static string? Next(Invocation call, PathReport report)
    {
        if (report.Paths.SelectMany(check => check.InTheWay).FirstOrDefault() is not { } first)
            return WatcherWords.Next(report.Watcher);

        var path = Printable.Short(first.Pattern.Text, 200);
        var question = first.Source is ClaimSource.Observed ? $"When will you commit {path}?" : $"When will you be done with {path}?";
        return call.CommandFor("send", first.Holder.Name.ToString(), question);
    }
}
