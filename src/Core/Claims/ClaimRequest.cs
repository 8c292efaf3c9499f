namespace Sidecar.Claims;

/// <summary>What an agent asks for. All of it is granted, or nothing.</summary>
/// <param name="Patterns">1 to <see cref="ClaimPattern.MaxPerCall"/> patterns.</param>
/// <param name="Mode">Whether others may hold them too.</param>
/// <param name="Reason">What it is for; may be empty; at most <see cref="MaxReasonLength"/> characters.</param>
/// <param name="Ttl">How long the claims last without activity.</param>
public sealed record ClaimRequest(IReadOnlyList<ClaimPattern> Patterns, ClaimMode Mode, string Reason, TimeSpan Ttl)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The longest a claim may last without activity.</summary>
    public static readonly TimeSpan MaxTtl = TimeSpan.FromHours(24);

    /// <summary>The longest anybody may wait in one call.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);
}
