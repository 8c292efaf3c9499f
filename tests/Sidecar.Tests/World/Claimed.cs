using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Touches;
using Sidecar.Work;

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

    /// <summary>By writing, in the worktree "/w" or another.</summary>
    public static Claim ByWriting(long holderId, string holder, string path, DateTimeOffset at, string worktree = "/w") =>
        Assert.Single(ObservedClaim.Of([Written(path, at, worktree) with { Author = By(holderId, holder, path, at).Holder, Live = Liveness.Alive }]));

    /// <summary>Work of nobody knows whom.</summary>
    public static UncommittedWork Written(string path, DateTimeOffset at, string worktree = "/w") => new()
    {
        Id = 1,
        Worktree = worktree,
        Path = RepoPath.TryParse(path, out var known) ? known : throw new ArgumentException(path, nameof(path)),
        Evidence = Evidence.Process,
        Kind = TouchKind.Changed,
        Since = at,
        At = at,
        State = new FileState(1, 1, "b1"),
        Live = Liveness.Unknown,
    };
}
