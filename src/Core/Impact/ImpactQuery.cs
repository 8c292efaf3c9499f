using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Signals;
using Sidecar.Status;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar.Impact;

/// <summary>Reads how things stand out of the shared state, the history and the files, and asks the rules. Changes nothing.</summary>
internal sealed class ImpactQuery(SidecarState state, TimeProvider time)
{
    // Of the files that others work on, the latest; each has to be read.
    private const int MostScanned = 100;

    // The latest of them whose partners are asked for: the answer must not be felt.
    private const int MostTheirs = 50;

    /// <summary>How much others' work concerns a piece of work.</summary>
    public ImpactReport Read(Undertaking mine, Viewpoint seenBy, ProjectLook project)
    {
        // Another file than the state: nothing there waits for it to be read.
        var history = state.History.Read();
        var (scene, receipt) = state.Database.Read(_ => Look(seenBy, history));
        var others = Complete(scene, mine.Files, history, project);
        var known = receipt with { ImportsUnread = project.Problem, AlsoWritten = [.. WithoutAgent(scene).Where(IsMine)] };
        return new ImpactReport(known, ImpactRules.Find(mine, others)) { Unattended = WouldConflict.Unattended(mine, others.Scene) };

        bool IsMine(UncommittedWork work) => mine.Files.Any(file => file.Matches(work.Path, seenBy.IgnoreCase));
    }

    /// <summary>How things stand in the shared state; inside the caller's transaction.</summary>
    public (ImpactScene Scene, Receipt Receipt) Look(Viewpoint seenBy, HistoryReport history)
    {
        var scene = new ImpactScene
        {
            SeenBy = seenBy,
            Now = time.GetUtcNow(),
            Claims = state.Claims.Active(),
            Work = state.Work.Open(),
            Announcements = state.Announcements.Active(),
            Agents = state.Agents.Present(),
            Forecasts = state.Forecasts.Read(),
            Threshold = history.Threshold,
        };
        var watcher = state.Watcher.Read();
        return (scene, new Receipt
        {
            At = scene.Now,
            Claims = scene.Claims.Count(claim => claim.Source is ClaimSource.Explicit),
            Uncommitted = scene.Work.DistinctBy(piece => (piece.Worktree, piece.Path)).Count(),
            Announcements = scene.Announcements.Count,
            LiveAgents = scene.Agents.Count(present => present.Live is not Liveness.Dead),
            Watcher = watcher,
            History = history,
            UntriedMerges = WatcherWords.IsWatching(watcher) ? Untried.With(seenBy.Worktree, InUse(scene, watcher), scene.Forecasts) : [],
        });
    }

    private static IReadOnlyList<string> InUse(ImpactScene scene, WatcherReport watcher) => ForecastWorktrees.InUse(
        watcher.Worktrees.Select(watched => watched.Worktree),
        [.. scene.Agents.Where(present => present.Live is not Liveness.Dead).Select(present => present.Agent)],
        scene.Work);

    /// <summary>
    /// Adds what the history knows of the files asked about, and what the files that others work on depend on. Files are read
    /// for that, so outside of any transaction.
    /// </summary>
    public static InMotion Complete(ImpactScene scene, IReadOnlyList<ClaimPattern> asked, HistoryReport history, ProjectLook project)
    {
        var others = new InMotion(scene);
        return new InMotion(scene with
        {
            Related = Partners.Of(asked.Select(ProjectLook.FileOf).OfType<RepoPath>(), history, scene.Now),
            RelatedToTheirs = Partners.Of(Latest(others.All).Take(MostTheirs), history, scene.Now),
            TheirImports = project.Dependencies(Here(others).Take(MostScanned)),
        });
    }

    private static IEnumerable<UncommittedWork> WithoutAgent(ImpactScene scene) =>
        scene.Work.Where(work => !work.IsReleased && (work.Author is null || (work.Author.IsHuman && !scene.SeenBy.IsMine(work.Author))));

    // What is written in another worktree reads otherwise here.
    private static IEnumerable<RepoPath> Here(InMotion others) =>
        Latest(others.All.Where(motion => motion.Worktree == others.Scene.SeenBy.Worktree));

    private static IEnumerable<RepoPath> Latest(IEnumerable<Motion> motions) => motions
        .OrderByDescending(motion => motion.At)
        .Select(motion => ProjectLook.FileOf(motion.Where))
        .OfType<RepoPath>()
        .Distinct();
}
