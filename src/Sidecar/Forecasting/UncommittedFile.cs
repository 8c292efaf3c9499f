namespace Sidecar.Forecasting;

/// <summary>A file whose uncommitted content is written down.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">How large it is.</param>
/// <param name="At">When it was last written.</param>
internal readonly record struct UncommittedFile(RepoPath Path, long Size, DateTime At);
