namespace Sidecar.History;

/// <summary>A candidate and its score.</summary>
internal readonly record struct Ranked(double Score, RepoPath Path, int File)
{
    /// <summary>Of equals the one whose path comes later is the weaker one.</summary>
    public static readonly IComparer<Ranked> WeakestFirst = Comparer<Ranked>.Create((one, other) =>
        one.Score.CompareTo(other.Score) is not 0 and var byScore
            ? byScore
            : string.CompareOrdinal(other.Path.ToString(), one.Path.ToString()));
}
