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

    public static IEnumerable<Finding> Find(Undertaking mine, InMotion others) => mine.Files
        .SelectMany(file => Partners(file, others.Scene), (file, partner) => (File: file, Partner: partner))
        .SelectMany(pair => others.AtFile(pair.Partner.Path), (pair, motion) => Of(pair.File, pair.Partner, motion, others.Scene));

    /// <summary>How much a coupling counts: from the threshold on, in a straight line, up to <see cref="StrongestFrom"/>.</summary>
    public static int Score(double coupling, double threshold)
    {
        var share = threshold < StrongestFrom ? (coupling - threshold) / (StrongestFrom - threshold) : 1;
        return Weakest + (int)Math.Round((Strongest - Weakest) * Math.Clamp(share, 0, 1), MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<RelatedFile> Partners(ClaimPattern file, ImpactScene scene)
    {
        if (file.LiteralFile is not { } literal || !RepoPath.TryParse(literal, out var path))
            return [];

        return scene.Related.GetValueOrDefault(path, [])
            .Where(partner => partner.Score >= scene.Threshold && partner.Together >= CoChangeScore.MinSupport && partner.Path != path);
    }

    private static Finding Of(ClaimPattern file, RelatedFile partner, Motion motion, ImpactScene scene) => new()
    {
        Signal = Signal.CoChange,
        Score = Score(partner.Score, scene.Threshold),
        Path = file.Text,
        Theirs = partner.Path.ToString(),
        Agent = motion.Agent,
        Live = motion.Live,
        Evidence = ImpactWords.Moves(file.Text, partner, motion, scene.Now),
        At = motion.At,
        Next = ImpactWords.Next(Signal.CoChange, motion.Agent.Name),
    };
}
