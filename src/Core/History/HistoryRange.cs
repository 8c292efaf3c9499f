namespace Sidecar.History;

/// <summary>Commits: what can be reached from some, and not from others. Merges are never among them.</summary>
/// <param name="Tips">Ids of commits; with all that came before them.</param>
/// <param name="Without">Ids of commits; they and all that came before them are left out.</param>
public sealed record HistoryRange(IReadOnlyList<string> Tips, IReadOnlyList<string> Without);
