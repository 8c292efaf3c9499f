using Sidecar.Agents;

namespace Sidecar.Touches;

/// <summary>Who wrote, and how that is known.</summary>
/// <param name="Author">The agent, or the row that stands for people; null where nobody can tell.</param>
/// <param name="Evidence">What it is known from.</param>
public sealed record Authorship(Agent? Author, Evidence Evidence)
{
    /// <summary>Nobody can tell.</summary>
    public static readonly Authorship Unknown = new(null, Evidence.Unknown);
}
