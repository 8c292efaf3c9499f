namespace Sidecar.Forecasting;

/// <summary>A file at which a merge stops.</summary>
/// <param name="Path">The file.</param>
/// <param name="Base">What both sides began with; null where it was not there.</param>
/// <param name="Mine">What is on the one side; null where it is gone there.</param>
/// <param name="Theirs">What is on the other one.</param>
internal sealed record MergeConflict(RepoPath Path, MergedFile? Base, MergedFile? Mine, MergedFile? Theirs);
