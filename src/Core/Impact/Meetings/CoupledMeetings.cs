using Sidecar.Agents;
using Sidecar.History;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Signals;
using Sidecar.Work;

namespace Sidecar.Impact.Meetings;

/// <summary>
/// Where agents are at work in different files that belong together: one depends on the other, or they move together strongly
/// enough to be told of unasked. Pure: everything that can change is an argument.
/// </summary>
public static class CoupledMeetings
{
    /// <summary>
    /// The meetings that what one agent wrote makes with others, strongest first: for each pair of files and other agent one.
    /// Work of agents that are gone, of people, of nobody knows whom, and what was committed or released meets nobody.
    /// </summary>
    /// <param name="written">What the agent wrote.</param>
    /// <param name="imports">What these files depend on.</param>
    /// <param name="others">What others do, with what their files depend on, and what moves with all of these files.</param>
    public static IReadOnlyList<CoupledMeeting> Find(
        IReadOnlyList<UncommittedWork> written, IReadOnlyList<Dependency> imports, InMotion others)
    {
        var held = written.Where(work => work.IsHeld).ToList();
        return
        [
            .. Dependent(held, imports, others).Concat(CoChanging(held, others))
                .Where(meeting => !meeting.Motion.Agent.IsHuman && meeting.Motion.Agent.Id != meeting.Author.Id)
                .Where(meeting => !IsSame(meeting.Path, meeting.OtherPath, others.Scene.SeenBy.IgnoreCase))
                .OrderByDescending(meeting => meeting.Score)
                .ThenBy(meeting => meeting.Path.ToString(), StringComparer.Ordinal)
                .ThenBy(meeting => meeting.OtherPath.ToString(), StringComparer.Ordinal)
                .ThenBy(meeting => meeting.Motion.Agent.Id)
                .ThenBy(meeting => meeting.Motion is Motion.Writing ? 0 : meeting.Motion is Motion.Announcing ? 1 : 2)
                .DistinctBy(meeting => (meeting.Author.Id, meeting.Motion.Agent.Id, meeting.Path, meeting.OtherPath)),
        ];
    }

    /// <summary>The meetings on record of which both files are still at work in, by those who met there.</summary>
    /// <param name="recorded">The record.</param>
    /// <param name="everybody">What everybody does.</param>
    public static IReadOnlyList<RecordedMeeting> StillOn(IReadOnlyList<RecordedMeeting> recorded, InMotion everybody)
    {
        bool IsAtWork(Agent agent, RepoPath path) => everybody.AtFile(path).Any(motion => motion.Agent.Id == agent.Id);
        return [.. recorded.Where(meeting => IsAtWork(meeting.Agent, meeting.Path) && IsAtWork(meeting.Other, meeting.OtherPath))];
    }

    private static IEnumerable<CoupledMeeting> Dependent(List<UncommittedWork> written, IReadOnlyList<Dependency> imports, InMotion others)
    {
        var byFile = imports.ToLookup(dependency => dependency.Of!.Value);
        var onTheirs = written
            .SelectMany(work => byFile[work.Path], (work, dependency) => (work, dependency))
            .SelectMany(pair => AtFiles(others, pair.dependency), (pair, theirs) => Of(pair.work, theirs, pair.dependency, dependsOnOther: true));
        var onMine = Theirs(others)
            .SelectMany(
                theirs => written.Where(work => theirs.Dependency.On.Matches(work.Path, others.Scene.SeenBy.IgnoreCase)),
                (theirs, work) => Of(work, (theirs.Motion, theirs.File), theirs.Dependency, dependsOnOther: false));
        return onTheirs.Concat(onMine);
    }

    private static IEnumerable<(Motion Motion, RepoPath File)> AtFiles(InMotion others, Dependency dependency) => others.At(dependency.On)
        .Select(motion => (Motion: motion, File: ProjectLook.FileOf(motion.Where)))
        .Where(theirs => theirs.File is not null)
        .Select(theirs => (theirs.Motion, theirs.File!.Value));

    // What they declared holds for what they announced along with it: the first file stands for all.
    private static IEnumerable<(Motion Motion, RepoPath File, Dependency Dependency)> Theirs(InMotion others)
    {
        var declared = others.All.OfType<Motion.Announcing>()
            .Where(motion => ProjectLook.FileOf(motion.Where) is not null)
            .DistinctBy(motion => motion.Announcement.Id)
            .SelectMany(
                motion => motion.Announcement.DependsOn.Where(dependency => dependency.Source is DependencySource.Declared),
                (motion, dependency) => ((Motion)motion, ProjectLook.FileOf(motion.Where)!.Value, dependency));
        var scanned = others.Scene.TheirImports
            .SelectMany(dependency => others.AtFile(dependency.Of!.Value), (dependency, motion) => (motion, dependency.Of!.Value, dependency));
        return declared.Concat(scanned);
    }

    private static CoupledMeeting Of(UncommittedWork work, (Motion Motion, RepoPath File) theirs, Dependency dependency, bool dependsOnOther) => new()
    {
        Written = work,
        Motion = theirs.Motion,
        OtherPath = theirs.File,
        Score = Signals.Dependent.Score,
        Dependency = dependency,
        DependsOnOther = dependsOnOther,
    };

    private static IEnumerable<CoupledMeeting> CoChanging(List<UncommittedWork> written, InMotion others)
    {
        var related = others.Scene.Related;
        // In either direction: a file that changes seldom may always change along with one that changes daily.
        var backwards = related
            .SelectMany(entry => entry.Value.Where(partner => IsStrong(partner, others.Scene)), (entry, partner) => (entry.Key, partner.Path))
            .ToLookup(pair => pair.Path, pair => pair.Key);
        foreach (var work in written)
        {
            var forwards = related.GetValueOrDefault(work.Path, []).Where(partner => IsStrong(partner, others.Scene)).Select(partner => partner.Path);
            foreach (var (path, motion) in forwards.Union(backwards[work.Path]).SelectMany(others.AtFile, (path, motion) => (path, motion)))
                yield return CoChanging(work, path, motion, others.Scene);
        }
    }

    private static CoupledMeeting CoChanging(UncommittedWork work, RepoPath path, Motion motion, ImpactScene scene)
    {
        var withWritten = Partner(work.Path, path, scene);
        var withOther = Partner(path, work.Path, scene);
        return new CoupledMeeting
        {
            Written = work,
            Motion = motion,
            OtherPath = path,
            Score = CoChanged.Score(Math.Max(withWritten?.Score ?? 0, withOther?.Score ?? 0), scene.Threshold),
            WithWritten = withWritten,
            WithOther = withOther,
        };
    }

    private static RelatedFile? Partner(RepoPath file, RepoPath other, ImpactScene scene) =>
        scene.Related.GetValueOrDefault(file, []).FirstOrDefault(partner => partner.Path == other && partner.Together > 0);

    private static bool IsStrong(RelatedFile partner, ImpactScene scene) =>
        partner.Score >= Math.Max(CoChangeScore.StrongFrom, scene.Threshold) && partner.Together >= CoChangeScore.MinSupport;

    private static bool IsSame(RepoPath one, RepoPath other, bool ignoreCase) => string.Equals(
        one.ToString(), other.ToString(), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
