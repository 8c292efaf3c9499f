using Sidecar.Claims;
using Sidecar.History;

namespace Sidecar.Impact.Signals;

/// <summary>Others change a file that changes with one of these in history.</summary>
internal static class CoChanged
{
    private const int Weakest = 40;
    private const int Strongest = 70;

    // A pair that scores this high moves together nearly always; see CoChangeScore.
    private const double StrongestFrom = 0.60;

    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others) => OfMine(mine, others).Concat(OfTheirs(mine, others));

    /// <summary>How much a coupling counts: from the threshold on, in a straight line, up to <see cref="StrongestFrom"/>.</summary>
    public static int Score(double coupling, double threshold)
    {
        var share = threshold < StrongestFrom ? (coupling - threshold) / (StrongestFrom - threshold) : 1;
        return Weakest + (int)Math.Round((Strongest - Weakest) * Math.Clamp(share, 0, 1), MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<Finding> OfMine(Undertaking mine, InMotion others) =>
        from file in mine.Files
        let path = ProjectLook.FileOf(file)
        where path is not null
        from partner in others.Scene.Related.GetValueOrDefault(path.Value, [])
        where Counts(partner, others.Scene) && partner.Path != path
        from motion in others.AtFile(partner.Path)
        select Of(file, partner.Path, partner, motion, ImpactWords.Moves(file.Text, partner, motion, others.Scene.Now), others.Scene);

    // The other way round, which directories and patterns have too: the files in them need not be listed.
    private static IEnumerable<Finding> OfTheirs(Undertaking mine, InMotion others) =>
        from theirs in others.Scene.RelatedToTheirs
        from partner in theirs.Value
        where Counts(partner, others.Scene) && partner.Path != theirs.Key
        from file in mine.Files
        where file.Matches(partner.Path, others.Scene.SeenBy.IgnoreCase)
        from motion in others.AtFile(theirs.Key)
        select Of(file, theirs.Key, partner, motion, ImpactWords.MovesAlong(theirs.Key, partner, motion, others.Scene.Now), others.Scene);

    private static bool Counts(RelatedFile partner, ImpactScene scene) =>
        partner.Score >= scene.Threshold && partner.Together >= CoChangeScore.MinSupport;

    private static Finding Of(ClaimPattern file, RepoPath theirs, RelatedFile partner, Motion motion, string evidence, ImpactScene scene) => new()
    {
        Signal = Signal.CoChange,
        Score = Score(partner.Score, scene.Threshold),
        Path = file.Text,
        Theirs = theirs.ToString(),
        Agent = motion.Agent,
        Live = motion.Live,
        Evidence = evidence,
        At = motion.At,
        Next = ImpactWords.Next(Signal.CoChange, motion.Agent.Name),
    };
}
