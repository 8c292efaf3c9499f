using Sidecar.Claims;

namespace Sidecar.Work;

/// <summary>The claim that an agent has on a file by having written it.</summary>
internal static class ObservedClaim
{
    public static Claim Of(UncommittedWork work) => new()
    {
        Id = work.Id,
        Holder = work.Author!,
        Pattern = ClaimPattern.OfFile(work.Path),
        Mode = ClaimMode.Exclusive,
        Reason = "",
        Source = ClaimSource.Observed,
        Since = work.Since,
        Expires = DateTimeOffset.MaxValue,
        Live = work.Live,
        Ttl = TimeSpan.Zero,
        Work = work,
    };
}
