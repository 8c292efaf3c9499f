using Sidecar.Claims;

namespace Sidecar.Guard;

/// <summary>What stands in the way of a commit. Pure: everything that can change is an argument.</summary>
public static class GuardRules
{
    /// <summary>
    /// Each path that another agent holds exclusively, in the order of the paths, once for each claim that covers it.
    /// </summary>
    /// <param name="paths">What is about to be committed.</param>
    /// <param name="claims">
    /// The claims there are; those over, shared, on resources, still waiting in the queue, or of dead holders do not count.
    /// </param>
    /// <param name="committerId">Whose own claims pass; null for somebody without a registration.</param>
    /// <param name="now">The time by which claims are over.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public static IReadOnlyList<GuardFinding> Check(
        IReadOnlyList<RepoPath> paths,
        IReadOnlyList<Claim> claims,
        long? committerId,
        DateTimeOffset now,
        bool ignoreCase)
    {
        var inTheWay = claims.Where(claim => StandsInTheWay(claim, committerId, now)).ToList();
        // Nearly all claims are on one file each: these are looked up, only the others are tried one by one.
        var names = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var onOneFile = inTheWay
            .Where(claim => claim.Pattern.LiteralFile is not null)
            .ToLookup(claim => claim.Pattern.LiteralFile!, names);
        var onMore = inTheWay.Where(claim => claim.Pattern.LiteralFile is null).ToList();

        return paths
            .SelectMany(path => onOneFile[path.ToString()]
                .Concat(onMore.Where(claim => claim.Pattern.Matches(path, ignoreCase)))
                .Select(claim => new GuardFinding(path, claim)))
            .ToList();
    }

    private static bool StandsInTheWay(Claim claim, long? committerId, DateTimeOffset now) =>
        claim.Mode is ClaimMode.Exclusive
        && claim.Source is not ClaimSource.Queue
        && !claim.Pattern.IsResource
        && claim.Holder.Id != committerId
        && claim.IsInForce(now);
}
