using Sidecar.Claims;

namespace Sidecar.Work;

/// <summary>The claim that an agent has on a file by having written it.</summary>
public static class ObservedClaim
{
    /// <summary>The claims that come of work: of agents that have not left, in what they did not release.</summary>
    public static IEnumerable<Claim> Of(IEnumerable<UncommittedWork> work) =>
        work.Where(piece => piece is { Author: { IsHuman: false, LeftAt: null }, IsReleased: false }).Select(Of);

    private static Claim Of(UncommittedWork work) => new()
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
