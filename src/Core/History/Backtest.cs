namespace Sidecar.History;

/// <summary>How often warnings would have been right in a history, and which threshold suits it.</summary>
public static class Backtest
{
    /// <summary>How many commits are replayed: what the work is like now, in about a second.</summary>
    public const int Commits = 300;

    /// <summary>The threshold is raised where a smaller share of the warnings is right: people stop reading those.</summary>
    public const double MinPrecision = 0.45;

    /// <summary>Fewer warnings than this say nothing about the next ones.</summary>
    public const int JudgedFrom = 20;

    private const int StepPercent = 5;
    private const int HighestPercent = 60;

    private static readonly double[] Thresholds =
    [
        .. Enumerable.Range(0, ((HighestPercent - (int)(100 * CoChangeScore.WarnFrom)) / StepPercent) + 1)
            .Select(step => CoChangeScore.WarnFrom + (step * StepPercent / 100.0)),
    ];

    /// <summary>
    /// The lowest threshold from <see cref="CoChangeScore.WarnFrom"/> on at which enough warnings are right. A warning for a
    /// file names another one that scores so high and was changed with it <see cref="CoChangeScore.MinSupport"/> times; it is
    /// right where the commit changed that one too.
    /// </summary>
    /// <param name="commits">The history, oldest first.</param>
    public static Calibration Calibrate(IReadOnlyList<CommitFiles> commits)
    {
        var (replayed, warnings, right) = (0, new int[Thresholds.Length], new int[Thresholds.Length]);
        foreach (var commit in Replay.Latest(commits, Commits))
        {
            replayed++;
            foreach (var file in commit.Files)
                Count(commit, file, warnings, right);
        }

        var chosen = 0;
        while (warnings[0] >= JudgedFrom && chosen < Thresholds.Length - 1 && right[chosen] < MinPrecision * warnings[chosen])
            chosen++;
        return new Calibration(Thresholds[chosen], warnings[chosen], right[chosen], replayed);
    }

    private static void Count(ReplayedCommit commit, RepoPath file, int[] warnings, int[] right)
    {
        foreach (var other in commit.Before.Related(file, commit.Commit.At, int.MaxValue))
        {
            if (other.Together < CoChangeScore.MinSupport)
                continue;

            for (var at = 0; at < Thresholds.Length && other.Score >= Thresholds[at]; at++)
            {
                warnings[at]++;
                right[at] += commit.Files.Contains(other.Path) ? 1 : 0;
            }
        }
    }
}
