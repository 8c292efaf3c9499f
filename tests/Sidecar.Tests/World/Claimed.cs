using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Tests.World;

/// <summary>Claims for tests of rules and words, which need no state: exclusive, in force, by a live agent.</summary>
internal static class Claimed
{
    public static Claim By(long holderId, string holder, string pattern, DateTimeOffset now) => new()
    {
        Id = 1,
        Holder = Somebody.Called(holderId, holder, now),
        Pattern = ClaimPattern.FromStored(pattern),
        Mode = ClaimMode.Exclusive,
        Reason = "",
        Source = ClaimSource.Explicit,
        Since = now.AddMinutes(-12),
        Expires = now.AddMinutes(30),
        Live = Liveness.Alive,
        Ttl = TimeSpan.FromMinutes(30),
    };
}
