using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>A way to say which files change along with one.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Guesses">Its guesses by what the index knows, strongest first.</param>
internal sealed record Method(string Name, Func<CoChangeIndex, IReadOnlyList<RelatedFile>, IReadOnlyList<Guess>> Guesses)
{
    /// <summary>The ones to beat, and ours.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("raw confidence", (_, related) => Rank(related, file => (double)file.Together / file.Changes)),
        new("Jaccard", (index, related) => Rank(
            related, file => (double)file.Together / (file.Changes + index.Changes(file.Path) - file.Together))),
        new("ours", (_, related) => [.. related.Select(file => new Guess(file.Path, file.Score, file.Together))]),
    ];

    // They know nothing but common changes. Equals come by path, as everywhere.
    private static List<Guess> Rank(IReadOnlyList<RelatedFile> related, Func<RelatedFile, double> score) => related
        .Where(file => file.Together > 0)
        .Select(file => new Guess(file.Path, score(file), file.Together))
        .OrderByDescending(guess => guess.Score)
        .ThenBy(guess => guess.Path.ToString(), StringComparer.Ordinal)
        .ToList();
}
