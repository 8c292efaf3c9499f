using Sidecar.Agents;

namespace Sidecar.Claims;

/// <summary>One who waits in the queue for claims; lower numbers are served first.</summary>
public sealed record Waiting
{
    /// <summary>Its place: lower is earlier.</summary>
    public required long Id { get; init; }

    /// <summary>Who waits.</summary>
    public required Agent Agent { get; init; }

    /// <summary>For what.</summary>
    public required IReadOnlyList<ClaimPattern> Patterns { get; init; }

    /// <summary>How it wants to hold them.</summary>
    public required ClaimMode Mode { get; init; }

    /// <summary>What for; may be empty. Untrusted text.</summary>
    public required string Reason { get; init; }

    /// <summary>How long the claims are to last without activity.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it gives up.</summary>
    public required DateTimeOffset Deadline { get; init; }
}
