namespace Sidecar.History;

/// <summary>What the name of a path tells: where it lies, and the number of its stem; -1 where no path in the book has that stem.</summary>
internal readonly record struct PathKey(RepoPath Path, int Directory, int Stem);
