namespace Sidecar.Watching;

/// <summary>What is looked at in one go.</summary>
/// <param name="Paths">Paths that have become quiet.</param>
/// <param name="Rescan">Why everything must be looked at; null where that is not needed.</param>
/// <param name="GitMoved">Whether the index or HEAD moved, so that what was uncommitted may be committed now.</param>
/// <param name="IsToldOfGit">
/// Whether everything that git did with the index was told. Where it was not, and git holds the index no longer, the source is
/// behind: what it has yet to tell shows what of this was git's.
/// </param>
internal sealed record Batch(IReadOnlyList<PendingPath> Paths, string? Rescan, bool GitMoved, bool IsToldOfGit);
