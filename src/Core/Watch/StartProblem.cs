namespace Sidecar.Watch;

/// <summary>Why the watcher could not be started.</summary>
/// <param name="Why">What happened, in a sentence.</param>
/// <param name="Next">What to do about it.</param>
public sealed record StartProblem(string Why, string Next);
