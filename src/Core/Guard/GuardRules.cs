using Sidecar.Claims;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Guard;

/// <summary>What stands in the way of a commit. Pure: everything that can change is an argument.</summary>
public static class GuardRules
{
    /// <summary>
    /// Each path that another agent holds exclusively, in the order of the paths, once for each claim that covers it.
    /// </summary>
    /// <param name="paths">What is about to be committed.</param>
    /// <param name="claims">
    /// The claims there are; those over, shared, on resources, still waiting in the queue, or of dead holders do not count,
    /// nor those by writing in another worktree: what was written there cannot get into this commit.
    /// </param>
    /// <param name="worktree">Where the commit is made.</param>
    /// <param name="committerId">Whose own claims pass; null for somebody without a registration.</param>
    /// <param name="now">The time by which claims are over.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public static IReadOnlyList<GuardFinding> Check(
        IReadOnlyList<RepoPath> paths,
        IReadOnlyList<Claim> claims,
        string worktree,
        long? committerId,
        DateTimeOffset now,
        bool ignoreCase)
    {
        var inTheWay = claims.Where(claim => StandsInTheWay(claim, worktree, committerId, now)).ToList();
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

    /// <summary>
    /// Whether an agent's work can stand in somebody's way at all. That an agent was the only one seen at work does not bar
    /// people: what they save in an editor leaves no trace that could speak for them.
    /// </summary>
    public static bool Bars(UncommittedWork work, bool isHuman) => !(isHuman && work.Evidence is Evidence.Sole);

    /// <summary>
    /// Uncommitted work in these files that is no reason to refuse, and one to look twice: by nobody knows whom while other
    /// agents live in the worktree, by an agent that is gone, or by a person where an agent commits.
    /// </summary>
    /// <param name="paths">What is about to be committed.</param>
    /// <param name="work">The uncommitted work in this worktree.</param>
    /// <param name="committerId">Whose own work it is not; null for somebody without a registration.</param>
    /// <param name="isHuman">Whether a person commits.</param>
    /// <param name="othersHere">Whether another live agent works in this worktree.</param>
    public static IReadOnlyList<UncommittedWork> Doubts(
        IReadOnlyList<RepoPath> paths, IReadOnlyList<UncommittedWork> work, long? committerId, bool isHuman, bool othersHere)
    {
        var staged = paths.ToHashSet();
        return work
            .Where(piece => !piece.IsReleased && (piece.Author is null || piece.Author.Id != committerId) && staged.Contains(piece.Path))
            .Where(piece => piece.Author is null ? othersHere : piece.IsOrphaned || (piece.Author.IsHuman && !isHuman) || (piece.IsHeld && !Bars(piece, isHuman)))
            .ToList();
    }

    private static bool StandsInTheWay(Claim claim, string worktree, long? committerId, DateTimeOffset now) =>
        claim.Mode is ClaimMode.Exclusive
        && claim.Source is not ClaimSource.Queue
        && !claim.Pattern.IsResource
        && (claim.Work is null || claim.Work.Worktree == worktree)
        && claim.Holder.Id != committerId
        && claim.IsInForce(now);
}
