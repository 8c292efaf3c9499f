namespace Sidecar.History;

/// <summary>
/// The formula: how strongly a file B changes along with a file A, from 0 to 1. Over the newest <see cref="MaxChanges"/> commits of
/// A with at most <see cref="MaxFiles"/> files:
/// <code>( sum over those with B of w / sqrt(n - 1)  +  k * prior ) / ( sum over all of w  +  k )</code>
/// with w = 2^(-age / <see cref="HalfLife"/>), n the files of the commit, and k = <see cref="PriorWeight"/>. A commit of A alone
/// has no B, so it counts below the line only.
/// </summary>
/// <remarks>
/// Chosen because the same score means the same in every repository, which the share of common changes does not: a half of them
/// is right 30 % of the time in one and 65 % in another. Measured by replaying the latest 1,000 commits of redis, git, libgit2,
/// Newtonsoft.Json and serilog; <c>./bench/run evaluate</c> repeats it on any repository.
/// </remarks>
public static class CoChangeScore
{
    /// <summary>In commits with more files than this, files lie side by side by chance: renamings, licence headers.</summary>
    public const int MaxFiles = 50;

    /// <summary>How many changes of a file are looked at: older ones of a file that changes so often weigh nothing.</summary>
    public const int MaxChanges = 2000;

    /// <summary>How many files of its directory are candidates: those changed last.</summary>
    public const int RecentInDirectory = 10;

    /// <summary>The weight of what names alone tell, in changes: it fades as a file gets a history.</summary>
    public const double PriorWeight = 2;

    /// <summary>What a common stem is worth (0 to 1), such as that of a header and its source, or of a file and its test.</summary>
    public const double SameStem = 0.5;

    /// <summary>What a common directory is worth (0 to 1).</summary>
    public const double SameDirectory = 0.04;

    /// <summary>What sharing all but the last directory would be worth, as a part of <see cref="SameDirectory"/> (0 to 1).</summary>
    public const double NearDirectory = 0.3;

    /// <summary>A warning from this score on: right in 47 to 65 % of cases in the repositories named above.</summary>
    public const double WarnFrom = 0.20;

    /// <summary>Strong from this score on: right in 61 to 80 % of cases there.</summary>
    public const double StrongFrom = 0.30;

    /// <summary>A warning needs so many common changes, however high the score is: it has to be explained.</summary>
    public const int MinSupport = 3;

    /// <summary>The time after which a change counts for half: two years.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(730);

    private static readonly double[] Shares = [.. Enumerable.Range(0, MaxFiles + 1).Select(files => files < 2 ? 0 : 1 / Math.Sqrt(files - 1))];

    /// <summary>How much a change of this age counts, from 0 to 1. One from the future counts as one of now.</summary>
    public static double Weight(TimeSpan age) => age <= TimeSpan.Zero ? 1 : double.Exp2(-(age / HalfLife));

    /// <summary>What each other file gets of a commit with so many files, at most <see cref="MaxFiles"/>.</summary>
    public static double Share(int files) => Shares[files];

    /// <summary>What the names of two files tell, from 0 to 1.</summary>
    public static double Prior(bool haveSameStem, double nearness) =>
        (haveSameStem ? SameStem : 0) + (SameDirectory * nearness);

    /// <summary>How near two directories are to each other, from 0 to 1: 1 where they are the same.</summary>
    public static double Nearness(ReadOnlySpan<char> directory, ReadOnlySpan<char> other)
    {
        if (directory.SequenceEqual(other))
            return 1;

        var deepest = Math.Max(Depth(directory), Depth(other));
        return NearDirectory * SharedDepth(directory, other) / deepest;
    }

    /// <summary>The score.</summary>
    /// <param name="shared">The sum of weight times share over the changes with both.</param>
    /// <param name="all">The sum of weights over all changes of the one.</param>
    /// <param name="prior">What their names tell.</param>
    public static double Of(double shared, double all, double prior) => (shared + (PriorWeight * prior)) / (all + PriorWeight);

    private static int Depth(ReadOnlySpan<char> directory) => directory.IsEmpty ? 0 : directory.Count('/') + 1;

    private static int SharedDepth(ReadOnlySpan<char> directory, ReadOnlySpan<char> other)
    {
        var (depth, same) = (0, directory.CommonPrefixLength(other));
        for (var at = 0; at < same; at++)
            depth += directory[at] == '/' ? 1 : 0;

        // Where one ends or goes on with a '/', its last part is the same too.
        var isWhole = same > 0 && IsEnd(directory, same) && IsEnd(other, same);
        return isWhole ? depth + 1 : depth;
    }

    private static bool IsEnd(ReadOnlySpan<char> directory, int at) => at == directory.Length || directory[at] == '/';
}
