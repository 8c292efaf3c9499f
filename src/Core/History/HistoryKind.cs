namespace Sidecar.History;

/// <summary>What a repository lacks of the history that it was made from.</summary>
/// <param name="Says">In words, such as "the clone is shallow"; empty where nothing is lacking.</param>
/// <param name="Border">Another text when more of the history came within reach without a new commit, or less.</param>
public sealed record HistoryKind(string Says, string Border)
{
    /// <summary>Nothing is lacking.</summary>
    public static readonly HistoryKind Whole = new("", "");
}
