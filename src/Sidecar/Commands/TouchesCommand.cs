using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Terminal;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar.Commands;

/// <summary>Shows who changed what, and what that is known from.</summary>
internal sealed class TouchesCommand : SidecarCommand
{
    private const int UsualLimit = 50;
    private const int MaxLimit = 10_000;

    private readonly Argument<string[]> _paths = Inputs.Paths("Only these files, directories or globs", isRequired: false);
    private readonly Option<TimeSpan?> _since = Inputs.Length("--since", "Only changes of the last so long (1h)", TouchStore.MaxAge);
    private readonly Option<string?> _agent = Inputs.Text("--agent", "NAME", "Only changes by this agent, or by human");
    private readonly Option<long?> _limit = Inputs.Number("--limit", "N", $"How many at most ({UsualLimit})", 1, MaxLimit);

    public TouchesCommand()
        : base("touches", "Show who changed which file and what that is known from, newest first")
    {
        Add(_paths);
        Add(_since);
        Add(_agent);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar touches",
        "sidecar touches src/login.cs docs/",
        "sidecar touches --since 1h --agent ada",
        "sidecar touches --limit 500 --json",
    ];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var wanted = Query(call);
        var report = new StatusQuery(call.Workplace.State, call.Here.Time).Touches(wanted);
        call.Answer(json => json.Touches(report), screen => Show(screen, call, report, wanted.Limit));
        return Task.FromResult(ExitCode.Done);
    }

    private TouchQuery Query(Invocation call)
    {
        var paths = call.Value(_paths) ?? [];
        return new TouchQuery
        {
            Paths = paths.Length == 0 ? [] : call.Workplace.Patterns(paths),
            Since = call.Value(_since) is { } past ? call.Now - past : null,
            Author = call.Value(_agent) is { } name ? AgentName.ParseParty(name) : null,
            Limit = (int)(call.Value(_limit) ?? UsualLimit),
            IgnoreCase = call.Workplace.Settings.IgnoreCase,
        };
    }

    private void Show(Screen screen, Invocation call, TouchReport report, int limit)
    {
        if (report.Touches.Count > 0 || report.Operations.Count > 0)
            TouchView.ShowTable(screen, report, limit, call.Workplace.Folders.Worktree);
        else if (IsNarrowed(call))
            screen.Line("There are no such touches. To see all: sidecar touches");
        else
            screen.Line("No touches yet.");

        if (WatcherWords.IsWatching(report.Watcher))
            return;

        var next = WatcherWords.Next(report.Watcher) is { } command ? $" next: {command}" : "";
        screen.Line($"Watcher: {WatcherWords.Summary(report.Watcher).TrimEnd('.')}.{next}", Tone.Warning);
    }

    private bool IsNarrowed(Invocation call) =>
        call.Value(_paths) is { Length: > 0 } || call.Value(_since) is not null || call.Value(_agent) is not null;
}
