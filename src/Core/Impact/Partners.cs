using Sidecar.History;

namespace Sidecar.Impact;

/// <summary>What the history knows of several files at once, as far as it can matter to others' work.</summary>
internal static class Partners
{
    // Of files that ever changed along with one, no more than these score above any threshold.
    private const int MostRelated = 200;

    /// <summary>For each file those that change along with it, strongest first; nothing where there is no index.</summary>
    public static Dictionary<RepoPath, IReadOnlyList<RelatedFile>> Of(IEnumerable<RepoPath> files, HistoryReport history, DateTimeOffset now) =>
        history.Index is { } index ? files.Distinct().ToDictionary(file => file, file => index.Related(file, now, MostRelated, leastTogether: 1)) : [];
}
