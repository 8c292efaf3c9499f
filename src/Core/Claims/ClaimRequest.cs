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

    /// <summary>Looks whether the request keeps to the limits.</summary>
    /// <exception cref="SidecarException">It does not.</exception>
    internal void Check()
    {
        if (Patterns.Count is 0 or > ClaimPattern.MaxPerCall)
        {
            throw SidecarException.Usage(
                $"One call claims 1 to {ClaimPattern.MaxPerCall} paths, not {Patterns.Count}.", "name a directory such as src/api/");
        }

        if (Reason.Length > MaxReasonLength)
        {
            throw SidecarException.Usage(
                $"The reason has {Reason.Length} characters; {MaxReasonLength} is the most.", "say it shorter, and send the rest as a message");
        }

        if (Ttl <= TimeSpan.Zero || Ttl > MaxTtl)
            throw SidecarException.Usage($"A claim lasts up to {Duration.Format(MaxTtl)} without activity.", "claim it for 30 minutes");
    }
}
