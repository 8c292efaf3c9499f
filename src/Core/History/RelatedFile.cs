namespace Sidecar.History;

/// <summary>A file that changes along with another one.</summary>
/// <param name="Path">The file.</param>
/// <param name="Score">How strongly, from 0 to 1; see <see cref="CoChangeScore"/>.</param>
/// <param name="Together">In how many of the other one's counted changes it was changed too.</param>
/// <param name="Changes">How many changes of the other one were counted.</param>
/// <param name="LastTogether">When they were last changed together; null for never.</param>
public sealed record RelatedFile(RepoPath Path, double Score, int Together, int Changes, DateTimeOffset? LastTogether)
{
    /// <summary>The part of the score that comes from history alone, from 0 to 1: what names tell is left out.</summary>
    public double FromHistory { get; init; }
}
