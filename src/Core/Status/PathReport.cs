namespace Sidecar.Status;

/// <summary>What is known about paths, and what that is known from.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Paths">One answer per path, in the order asked for.</param>
/// <param name="Claims">How many claims there were.</param>
/// <param name="LiveAgents">How many agents there were that are not known to be dead.</param>
public sealed record PathReport(DateTimeOffset At, IReadOnlyList<PathCheck> Paths, int Claims, int LiveAgents)
{
    /// <summary>Whether somebody else holds one of them.</summary>
    public bool IsConflict => Paths.Any(path => path.IsConflict);
}
