namespace Sidecar.History;

/// <summary>A commit as far as co-change is concerned: who changed which files together, and when.</summary>
/// <param name="Id">Its id: 40 hexadecimal digits, 64 in a sha256 repository.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Author">The author's mail address; may be empty.</param>
/// <param name="Files">What it changed against its parent, in git's order; everything in it for a first commit.</param>
public sealed record CommitFiles(string Id, DateTimeOffset At, string Author, IReadOnlyList<ChangedFile> Files);
