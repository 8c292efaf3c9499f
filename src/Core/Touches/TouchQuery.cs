using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Touches;

/// <summary>Which touches somebody wants to see, newest first.</summary>
public sealed record TouchQuery
{
    /// <summary>Only files that one of these matches; empty for all.</summary>
    public IReadOnlyList<ClaimPattern> Paths { get; init; } = [];

    /// <summary>Only touches from then on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only touches by this one.</summary>
    public AgentName? Author { get; init; }

    /// <summary>The most to return.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether the file system ignores case (core.ignorecase).</summary>
    public bool IgnoreCase { get; init; }
}
