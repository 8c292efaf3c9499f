using Sidecar.Agents;
using Sidecar.Work;

namespace Sidecar.Claims;

/// <summary>A lease on paths, as it stands at the moment it was read.</summary>
public sealed record Claim
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Who holds it.</summary>
    public required Agent Holder { get; init; }

    /// <summary>What it is about.</summary>
    public required ClaimPattern Pattern { get; init; }

    /// <summary>Whether others may hold it too.</summary>
    public required ClaimMode Mode { get; init; }

    /// <summary>What the holder said it is for; may be empty. Untrusted text.</summary>
    public required string Reason { get; init; }

    /// <summary>How it came about.</summary>
    public required ClaimSource Source { get; init; }

    /// <summary>Since when it is held (queued, for <see cref="ClaimSource.Queue"/>).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// When it ends unless its holder does something before; <see cref="DateTimeOffset.MaxValue"/> for an observed one, which
    /// lasts until the file is clean again.
    /// </summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Whether its holder lives, as far as could be found out.</summary>
    public required Liveness Live { get; init; }

    /// <summary>How long it lasts without activity of its holder.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>What was seen written, for <see cref="ClaimSource.Observed"/>; else null.</summary>
    public UncommittedWork? Work { get; init; }

    /// <summary>Whether it stands in the way of others: not over, and its holder not known to be dead.</summary>
    public bool IsInForce(DateTimeOffset now) => Expires > now && Live is not Liveness.Dead;
}
