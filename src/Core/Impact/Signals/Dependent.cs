using Sidecar.Claims;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact.Signals;

/// <summary>Others work on what this work depends on, or depend on it.</summary>
internal static class Dependent
{
    /// <summary>How much a dependency counts.</summary>
    public const int Score = 80;

    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others) =>
        [.. OnTheirs(mine, others), .. OnMine(mine, others)];

    private static IEnumerable<Finding> OnTheirs(Undertaking mine, InMotion others) => mine.DependsOn
        .SelectMany(dependency => others.At(dependency.On), (dependency, motion) => (dependency, motion))
        .Select(found =>
        {
            var (dependency, motion) = found;
            // What was declared holds for all that was named along with it: one stands for all.
            var path = dependency.Of?.ToString() ?? mine.Files.MinBy(file => file.Text, StringComparer.Ordinal)!.Text;
            return Of(
                path, motion.Where.Text, motion,
                $"{ImpactWords.Depends("you", dependency)}; {ImpactWords.Of(motion, others.Scene.Now)}");
        });

    private static IEnumerable<Finding> OnMine(Undertaking mine, InMotion others)
    {
        var announced = others.All
            .OfType<Motion.Announcing>()
            .DistinctBy(motion => motion.Announcement.Id)
            .SelectMany(motion => Own(motion.Announcement), (motion, dependency) => (Motion: (Motion)motion, Dependency: dependency));
        var imported = others.Scene.TheirImports
            .SelectMany(dependency => others.AtFile(dependency.Of!.Value), (dependency, motion) => (Motion: motion, Dependency: dependency));
        return announced.Concat(imported).SelectMany(
            found => mine.Files.Where(file => found.Dependency.On.Intersects(file, others.Scene.SeenBy.IgnoreCase)),
            (found, file) => OnMine(file, found.Motion, found.Dependency, others.Scene.Now));
    }

    // What a file that they have done with depends on is no longer of interest.
    private static IEnumerable<Dependency> Own(Announcement announced) => announced.DependsOn
        .Where(dependency => dependency.Of is not { } of || announced.Files.Any(file => file.Matches(of)));

    private static Finding OnMine(ClaimPattern file, Motion motion, Dependency dependency, DateTimeOffset now) => Of(
        file.Text, dependency.Of?.ToString() ?? motion.Where.Text, motion,
        $"{ImpactWords.Depends(motion.Agent.Name.ToString(), dependency)}; {ImpactWords.Of(motion, now)}");

    private static Finding Of(string path, string theirs, Motion motion, string evidence) => new()
    {
        Signal = Signal.Dependency,
        Score = Score,
        Path = path,
        Theirs = theirs == path ? null : theirs,
        Agent = motion.Agent,
        Live = motion.Live,
        Evidence = evidence,
        At = motion.At,
        Next = ImpactWords.Next(Signal.Dependency, motion.Agent.Name),
    };
}
