using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Work;

namespace Sidecar.Impact.Meetings;

/// <summary>Looks whether what was written just now makes a meeting, and tells those who meet.</summary>
/// <param name="state">The shared state.</param>
/// <param name="filesOf">Reads which files a worktree has.</param>
/// <param name="time">The clock.</param>
public sealed class MeetingRound(SidecarState state, Func<string, IProjectFiles> filesOf, TimeProvider time)
{
    /// <summary>The most written files, and as many of others, that are looked at; those written last.</summary>
    public const int MostFiles = 500;

    // Files are read for this, those of others again and again.
    private const int MostScanned = 100;

    /// <summary>Looks at files that were written.</summary>
    /// <param name="written">The files, each with its worktree.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    /// <param name="history">What is known of the history.</param>
    /// <returns>The meetings that are new.</returns>
    /// <exception cref="SidecarException">The state could not be read or written; files that cannot be read are left out.</exception>
    public IReadOnlyList<CoupledMeeting> Look(IReadOnlySet<(string Worktree, RepoPath Path)> written, bool ignoreCase, HistoryReport history)
    {
        var scene = Scene(ignoreCase, history);
        var projects = new Dictionary<string, ProjectLook>(StringComparer.Ordinal);
        var found = scene.Work
            .Where(work => work.IsHeld && written.Contains((work.Worktree, work.Path)))
            .OrderByDescending(work => work.At)
            .Take(MostFiles)
            .GroupBy(work => work.Author!.Id)
            .SelectMany(author => OfOne([.. author], scene, history, projects))
            .ToList();
        return state.Meetings.Record(found);
    }

    private ImpactScene Scene(bool ignoreCase, HistoryReport history) => state.Database.Read(_ => new ImpactScene
    {
        SeenBy = Viewpoint.Outside(ignoreCase),
        Now = time.GetUtcNow(),
        Claims = state.Claims.Active(),
        Work = state.Work.Open(),
        Announcements = state.Announcements.Active(),
        Threshold = history.Threshold,
    });

    private IReadOnlyList<CoupledMeeting> OfOne(
        List<UncommittedWork> written, ImpactScene scene, HistoryReport history, Dictionary<string, ProjectLook> projects)
    {
        var author = written[0].Author!.Id;
        var mine = scene with { SeenBy = scene.SeenBy with { IsMine = agent => agent.Id == author } };
        var others = new InMotion(mine);
        if (others.All.Count == 0)
            return [];

        var theirs = others.All
            .Where(motion => motion.Where.LiteralFile is not null)
            .OrderByDescending(motion => motion.At)
            .Take(MostFiles)
            .ToList();
        var imports = Imports(written.Select(work => (work.Worktree, work.Path)), projects);
        var known = mine with
        {
            TheirImports = Imports(theirs.Select(motion => (motion.Worktree, ProjectLook.FileOf(motion.Where)!.Value)), projects),
            Related = Partners.Of(written.Select(work => work.Path).Concat(theirs.Select(motion => ProjectLook.FileOf(motion.Where)!.Value)), history, mine.Now),
        };
        return CoupledMeetings.Find(written, imports, new InMotion(known));
    }

    private List<Dependency> Imports(IEnumerable<(string Worktree, RepoPath Path)> files, Dictionary<string, ProjectLook> projects) => files
        .Where(file => file.Worktree.Length > 0)
        .Distinct()
        .Take(MostScanned)
        .GroupBy(file => file.Worktree, file => file.Path, StringComparer.Ordinal)
        .SelectMany(worktree =>
        {
            if (!projects.TryGetValue(worktree.Key, out var project))
                projects[worktree.Key] = project = new ProjectLook(() => filesOf(worktree.Key), state.Imports);
            return project.Dependencies(worktree);
        })
        .ToList();
}
