using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Tells which files change along with some, by the history of the repository.</summary>
internal sealed class RelatedCommand : SidecarCommand
{
    private const int UsualTop = 10;
    private const int MaxTop = 100;

    private readonly Argument<string[]> _paths = Inputs.Paths("Files, relative to the current directory", isRequired: true);
    private readonly Option<long?> _top = Inputs.Number("--top", "N", $"How many at most for each file ({UsualTop})", 1, MaxTop);

    public RelatedCommand()
        : base("related", "Show which files change along with these, and how often they did")
    {
        Add(_paths);
        Add(_top);
    }

    public override IReadOnlyList<string> Examples =>
        ["sidecar related src/login.cs", "sidecar related src/login.cs src/session.cs --top 5", "sidecar related docs/api.md --json"];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var files = Files(call.Workplace.Patterns(call.Value(_paths) ?? []));
        var problem = await BringUpToDateAsync(call, cancellationToken);
        var history = Known(call.Workplace.State.History.Read(), problem);
        var report = RelatedReport.Of(history, files, call.Now, (int)(call.Value(_top) ?? UsualTop));
        call.Answer(json => json.Related(report), screen => RelatedView.Show(screen, report));
        return history.Index is null ? ExitCode.CannotTell : ExitCode.Done;
    }

    // What is known from before is worth showing, with why it may be too old.
    private static HistoryReport Known(HistoryReport history, SidecarException? problem) => problem switch
    {
        null => history,
        _ when history.Index is null => throw problem,
        _ => history with { Stage = HistoryStage.Unreadable, Detail = problem.Message },
    };

    private static List<RepoPath> Files(IReadOnlyList<ClaimPattern> patterns) => patterns
        .Select(pattern => pattern.LiteralFile is { } file && RepoPath.TryParse(file, out var path)
            ? path
            : throw SidecarException.Usage(
                $"'{Printable.Short(pattern.Text, 200)}' is not one file, and related takes files (a name with * or a folder is none).", "sidecar related src/login.cs"))
        .ToList();

    // Whoever watches does it, and sooner. Where nobody does, this costs a look at git, and the building the first time.
    private static async Task<SidecarException?> BringUpToDateAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        if (place.State.Watcher.Read().Running is Liveness.Alive)
            return null;

        var run = new IndexRun(place.State.History, place.Folders, call.Here.Environment, call.Here.Time);
        try
        {
            var update = Task.Run(() => run.Update(cancellationToken), CancellationToken.None);
            await new IndexProgress(call.Here, place.State.History).ShowAsync(update);
            await update;
            return null;
        }
        catch (SidecarException problem)
        {
            return problem;
        }
    }
}
