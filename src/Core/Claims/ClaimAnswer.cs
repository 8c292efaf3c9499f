using Sidecar.Agents;

namespace Sidecar.Claims;

/// <summary>The answer to a claim. Being refused is an ordinary answer, not an exception.</summary>
public abstract record ClaimAnswer
{
    private ClaimAnswer()
    {
    }

    /// <summary>All of it is the asker's now.</summary>
    /// <param name="Claims">One claim per pattern, in the order asked for.</param>
    public sealed record Granted(IReadOnlyList<Claim> Claims) : ClaimAnswer;

    /// <summary>Nothing was granted.</summary>
    /// <param name="Conflicts">Every holder in the way, for every pattern.</param>
    /// <param name="TimedOut">Whether the asker waited for it until its time was over.</param>
    public sealed record Refused(IReadOnlyList<ClaimConflict> Conflicts, bool TimedOut = false) : ClaimAnswer;

    /// <summary>Waiting would never end: the agents would wait for each other in a circle.</summary>
    /// <param name="Circle">Who waits for whom, beginning and ending with the asker.</param>
    /// <param name="Conflicts">Every holder in the way, for every pattern.</param>
    public sealed record Deadlock(IReadOnlyList<AgentName> Circle, IReadOnlyList<ClaimConflict> Conflicts) : ClaimAnswer;
}
