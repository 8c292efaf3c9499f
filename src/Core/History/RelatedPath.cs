namespace Sidecar.History;

/// <summary>What changes along with one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Changes">How many of its changes are counted; 0 where none counts as far back as the index goes.</param>
/// <param name="Related">The others, strongest first.</param>
public sealed record RelatedPath(RepoPath Path, int Changes, IReadOnlyList<RelatedFile> Related);
