using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Claims;

/// <summary>The claims and the queue for them. Each method is one transaction.</summary>
public sealed class ClaimStore(SidecarDatabase db, AgentStore agents, Presence presence, TimeProvider time)
{
    /// <summary>Grants all of the request or nothing, without waiting.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    /// <param name="force">Lets a human claim the whole repository.</param>
    public ClaimAnswer TryClaim(AgentKey actor, ClaimRequest request, bool ignoreCase = false, bool force = false) =>
        throw new NotImplementedException();

    /// <summary>As <see cref="TryClaim"/>, but waits in the queue, first come first served, for at most <paramref name="wait"/>.</summary>
    public Task<ClaimAnswer> ClaimAsync(
        AgentKey actor, ClaimRequest request, TimeSpan wait, bool ignoreCase, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Ends claims of the actor, or hands them to somebody.</summary>
    /// <param name="actor">Who releases.</param>
    /// <param name="patterns">Which; null for all of the actor's.</param>
    /// <param name="to">A live agent to hand them to, or null.</param>
    /// <param name="force">Ends anybody's claims on the patterns; for humans only. The holders are told.</param>
    public ReleaseAnswer Release(AgentKey actor, IReadOnlyList<ClaimPattern>? patterns, AgentName? to = null, bool force = false) =>
        throw new NotImplementedException();

    /// <summary>All claims that have not ended or expired, those of dead holders included and marked so.</summary>
    public IReadOnlyList<Claim> Active() => throw new NotImplementedException();

    /// <summary>Claims that ended by something else than release since <paramref name="since"/>, newest first.</summary>
    public IReadOnlyList<EndedClaim> Ended(DateTimeOffset since) => throw new NotImplementedException();
}
