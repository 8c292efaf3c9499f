using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Status;

/// <summary>What is known about one path, for one who wants to change it. Pure.</summary>
/// <param name="Wanted">What was asked about.</param>
/// <param name="InTheWay">Exclusive claims of others that are in force, those by writing in whichever worktree included.</param>
/// <param name="Shared">Shared claims of others that are in force: they want to know, and bar nobody.</param>
/// <param name="Mine">The asker's own claims.</param>
/// <param name="Ineffective">Claims whose holder is dead: they bar nobody.</param>
/// <param name="Writers">
/// All uncommitted work there, the latest write first: also the asker's own, and such as bars nobody because nobody knows whose
/// it is, or because its author is gone, released it, or is a person.
/// </param>
public sealed record PathCheck(
    ClaimPattern Wanted,
    IReadOnlyList<Claim> InTheWay,
    IReadOnlyList<Claim> Shared,
    IReadOnlyList<Claim> Mine,
    IReadOnlyList<Claim> Ineffective,
    IReadOnlyList<Writer> Writers)
{
    /// <summary>Where nobody writes now: the last touches, newest first.</summary>
    public IReadOnlyList<Touch> LastTouches { get; init; } = [];

    /// <summary>The announcements that are about it, the asker's own included.</summary>
    public IReadOnlyList<Announcement> Announcements { get; init; } = [];

    /// <summary>The files that change along with it in history, strongest first.</summary>
    public IReadOnlyList<RelatedInMotion> Related { get; init; } = [];

    /// <summary>Why others' work concerns it, strongest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What of it would not merge with worktrees in which nobody can be asked.</summary>
    public IReadOnlyList<UnattendedConflict> Unattended { get; init; } = [];

    /// <summary>How much others' work concerns it.</summary>
    public ImpactLevel Level => ImpactRules.Level(Findings, Unattended);

    /// <summary>Whether somebody else holds, writes or announced it, or merging with what they did would conflict in it.</summary>
    public bool IsConflict => Level is ImpactLevel.Conflict;

    /// <summary>All claims.</summary>
    public IEnumerable<Claim> All => [.. InTheWay, .. Shared, .. Mine, .. Ineffective];

    /// <summary>How many files more are being written than <see cref="Writers"/> shows; see <see cref="Shortened"/>.</summary>
    public int Left { get; init; }

    /// <summary>The same with at most so many writers, claims by writing, announcements and findings, for readers to whom every word costs.</summary>
    public PathCheck Shortened(int most) => this with
    {
        InTheWay = First(InTheWay, most),
        Mine = First(Mine, most),
        Ineffective = First(Ineffective, most),
        Writers = [.. Writers.Take(most)],
        Announcements = [.. Announcements.Take(most).Select(announced => announced.Shortened(most))],
        Findings = [.. Findings.Take(most)],
        Unattended = [.. Unattended.Take(most)],
        Left = Math.Max(0, Writers.Count - most),
    };

    /// <summary>Sorts the claims and the work that touch a path.</summary>
    /// <param name="wanted">The path.</param>
    /// <param name="claims">All claims.</param>
    /// <param name="work">All uncommitted work.</param>
    /// <param name="isMine">Whether a holder is the asker.</param>
    /// <param name="now">This moment.</param>
    /// <param name="ignoreCase">Whether the file system ignores case.</param>
    public static PathCheck Of(
        ClaimPattern wanted,
        IReadOnlyList<Claim> claims,
        IReadOnlyList<UncommittedWork> work,
        Func<Agent, bool> isMine,
        DateTimeOffset now,
        bool ignoreCase)
    {
        var touching = claims.Where(claim => claim.Expires > now && claim.Pattern.Intersects(wanted, ignoreCase)).ToList();
        var others = touching.Where(claim => !isMine(claim.Holder)).ToList();
        var inForce = others.Where(claim => claim.IsInForce(now)).ToList();
        return new PathCheck(
            wanted,
            [.. inForce.Where(claim => claim.Mode is ClaimMode.Exclusive)],
            [.. inForce.Where(claim => claim.Mode is ClaimMode.Shared)],
            [.. touching.Where(claim => isMine(claim.Holder))],
            [.. others.Where(claim => !claim.IsInForce(now))],
            [
                .. work.Where(piece => wanted.Matches(piece.Path, ignoreCase))
                    .OrderByDescending(piece => piece.At)
                    .Select(piece => new Writer(piece, piece.Author is { } author && isMine(author))),
            ]);
    }

    // Claims by writing come last.
    private static IReadOnlyList<Claim> First(IReadOnlyList<Claim> claims, int most) =>
        [.. claims.Take(claims.Count(claim => claim.Work is null) + most)];
}
