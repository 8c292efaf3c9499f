using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Meetings;
using Sidecar.Impact.Signals;
using Sidecar.Messages;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>Reads the status out of the shared state. Changes nothing, so it works where only reading does.</summary>
public sealed class StatusQuery(SidecarState state, TimeProvider time)
{
    private const int MostTouches = 3;
    private const int MostOverwrites = 50;
    private const int MostRelated = 5;

    // Once may be by chance, such as in the commit that brought everything in.
    private const int LeastTogether = 2;

    // Long enough to be still seen by whoever comes back from lunch.
    private static readonly TimeSpan OverwritesAge = TimeSpan.FromHours(1);

    private readonly ImpactQuery _impact = new(state, time);

    /// <summary>Reads it.</summary>
    /// <param name="viewer">Whose unread messages to count.</param>
    /// <param name="past">How far back to tell of what ended.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public StatusSnapshot Read(AgentName viewer, TimeSpan past, bool ignoreCase)
    {
        // Another file than the state: nothing there waits for it to be read.
        var history = state.History.ReadStanding();
        return state.Database.Read(_ => Snapshot(viewer, past, ignoreCase, history));
    }

    /// <summary>Looks at paths.</summary>
    /// <param name="wanted">The paths.</param>
    /// <param name="seenBy">From whose place.</param>
    public PathReport Check(IReadOnlyList<ClaimPattern> wanted, Viewpoint seenBy)
    {
        var history = state.History.Read();
        var (scene, report) = state.Database.Read(_ => Report(wanted, seenBy, history));
        var project = new ProjectLook(seenBy.Files, state.Imports);
        var others = ImpactQuery.Complete(scene, wanted, history, project);
        var paths = report.Paths.Select(check => WithImpact(check, others, project)).ToList();
        return report with { Paths = paths, ImportsUnread = project.Problem };
    }

    /// <summary>Who changed what.</summary>
    /// <param name="wanted">Which touches; of the operations of git those of the same time and author.</param>
    public TouchReport Touches(TouchQuery wanted) => state.Database.Read(_ => new TouchReport(
        time.GetUtcNow(),
        state.Touches.Read(wanted),
        wanted.Paths.Count > 0
            ? []
            : state.Operations.Since(wanted.Since ?? DateTimeOffset.UnixEpoch, wanted.Limit, wanted.Author?.ToString()),
        state.Watcher.Read()));

    private StatusSnapshot Snapshot(AgentName viewer, TimeSpan past, bool ignoreCase, HistoryReport history)
    {
        var now = time.GetUtcNow();
        var unread = state.Database.Read(DeliveryRows.CountUnread);
        var claims = state.Claims.Active();
        var work = state.Work.Open();
        var agents = state.Agents.Present();
        var announcements = state.Announcements.Active();
        return new StatusSnapshot
        {
            At = now,
            Agents =
            [
                .. agents.Select(present => new AgentStatus(
                    present.Agent, present.Live, unread.GetValueOrDefault(present.Agent.Name))),
            ],
            Claims = claims,
            Announcements = announcements,
            Work = work,
            Overlaps = Overlaps.Find(work, claims, now, ignoreCase),
            Meetings = CoupledMeetings.StillOn(state.Meetings.Between(agents.Select(entry => entry.Agent)), new InMotion(new ImpactScene
            {
                SeenBy = Viewpoint.Outside(ignoreCase),
                Now = now,
                Claims = claims,
                Work = work,
                Announcements = announcements,
            })),
            Forecasts = state.Forecasts.Read(),
            Overwrites = state.Operations.Overwrites(now - OverwritesAge, MostOverwrites),
            Consultations = state.Consultations.Current(),
            Waiting = state.Claims.Waiting(),
            Ended = state.Claims.Ended(now - past),
            Gone = [.. state.Agents.Gone(now - past).DistinctBy(gone => gone.Name).ExceptBy(agents.Select(present => present.Agent.Name), gone => gone.Name)],
            Watcher = state.Watcher.Read(),
            History = history,
            Unread = unread.GetValueOrDefault(viewer),
        };
    }

    private (ImpactScene Scene, PathReport Report) Report(IReadOnlyList<ClaimPattern> wanted, Viewpoint seenBy, HistoryReport history)
    {
        var (scene, receipt) = _impact.Look(seenBy, history);
        var paths = wanted
            .Select(pattern => PathCheck.Of(pattern, scene.Claims, scene.Work, seenBy.IsMine, scene.Now, seenBy.IgnoreCase))
            .Select(check => WithTouches(check, seenBy.IgnoreCase));
        return (scene, new PathReport(receipt, [.. paths]));
    }

    private static PathCheck WithImpact(PathCheck check, InMotion others, ProjectLook project)
    {
        // Where nobody else does anything, what depends on what does not matter.
        var dependencies = others.All.Count > 0 ? project.Dependencies([check.Wanted]) : [];
        var related = ProjectLook.FileOf(check.Wanted) is { } file ? others.Scene.Related.GetValueOrDefault(file, []) : [];
        var mine = new Undertaking([check.Wanted], dependencies, []);
        return check with
        {
            Announcements = [.. others.Scene.Announcements.Where(IsAbout)],
            Related = [.. related.Where(partner => partner.Together >= LeastTogether).Take(MostRelated).Select(partner => new RelatedInMotion(partner, Changing(partner, others)))],
            Findings = ImpactRules.Find(mine, others),
            Unattended = WouldConflict.Unattended(mine, others.Scene),
        };

        bool IsAbout(Announcement announced) =>
            announced.Files.Any(announcedFile => announcedFile.Intersects(check.Wanted, others.Scene.SeenBy.IgnoreCase));
    }

    private static IReadOnlyList<AgentName> Changing(RelatedFile partner, InMotion others) =>
        [.. others.AtFile(partner.Path).Select(motion => motion.Agent.Name).Distinct().OrderBy(name => name.ToString(), StringComparer.OrdinalIgnoreCase)];

    private PathCheck WithTouches(PathCheck check, bool ignoreCase) => check.Writers.Count > 0
        ? check
        : check with { LastTouches = state.Touches.Latest(check.Wanted, MostTouches, ignoreCase) };
}
