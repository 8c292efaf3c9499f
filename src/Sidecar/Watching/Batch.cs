namespace Sidecar.Watching;

/// <summary>What is looked at in one go.</summary>
/// <param name="Paths">Paths that have become quiet.</param>
/// <param name="Rescan">Why everything must be looked at; null where that is not needed.</param>
/// <param name="GitMoved">Whether the index or HEAD moved, so that what was uncommitted may be committed now.</param>
internal sealed record Batch(IReadOnlyList<PendingPath> Paths, string? Rescan, bool GitMoved);
