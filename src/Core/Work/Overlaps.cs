using Sidecar.Claims;

namespace Sidecar.Work;

/// <summary>Where agents get into each other's way. Pure: everything that can change is an argument.</summary>
public static class Overlaps
{
    /// <summary>
    /// Each file in which two live agents have uncommitted work, in whichever worktrees, or one writes what somebody else
    /// claims exclusively; by path. What was released, what people or nobody knows who wrote, and what dead agents left does
    /// not count; nor do shared claims, which allow others.
    /// </summary>
    /// <param name="work">The work that has not ended.</param>
    /// <param name="claims">The claims there are; those by writing are passed over, for <paramref name="work"/> has them.</param>
    /// <param name="now">The time by which claims are over.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public static IReadOnlyList<Overlap> Find(
        IReadOnlyList<UncommittedWork> work, IReadOnlyList<Claim> claims, DateTimeOffset now, bool ignoreCase)
    {
        var inForce = claims.Where(claim => Counts(claim, now)).ToList();
        // Nearly all claims are on one file each: these are looked up, only the others are tried one by one.
        var names = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var onOneFile = inForce
            .Where(claim => claim.Pattern.LiteralFile is not null)
            .ToLookup(claim => claim.Pattern.LiteralFile!, names);
        var onMore = inForce.Where(claim => claim.Pattern.LiteralFile is null).ToList();

        return work
            .Where(piece => piece.IsHeld)
            .GroupBy(piece => piece.Path.ToString(), names)
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => Meet(
                [.. file],
                onOneFile[file.Key].Concat(onMore.Where(claim => claim.Pattern.Matches(file.First().Path, ignoreCase)))))
            .OfType<Overlap>()
            .ToList();
    }

    private static Overlap? Meet(IReadOnlyList<UncommittedWork> writers, IEnumerable<Claim> claims)
    {
        var against = claims.Where(claim => writers.Any(writer => writer.Author!.Id != claim.Holder.Id)).ToList();
        var isShared = writers.Any(writer => writer.Author!.Id != writers[0].Author!.Id);
        return isShared || against.Count > 0 ? new Overlap(writers[0].Path, writers, against) : null;
    }

    private static bool Counts(Claim claim, DateTimeOffset now) =>
        claim is { Source: ClaimSource.Explicit, Mode: ClaimMode.Exclusive, Pattern.IsResource: false } && claim.IsInForce(now);
}
