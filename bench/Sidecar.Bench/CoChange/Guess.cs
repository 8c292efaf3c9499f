namespace Sidecar.Bench.CoChange;

/// <summary>A file that is said to change along, and how surely.</summary>
internal readonly record struct Guess(RepoPath Path, double Score, int Together);
