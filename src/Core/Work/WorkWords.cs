using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Work;

/// <summary>Uncommitted work in the words that screens and texts for agents share.</summary>
public static class WorkWords
{
    private const int Handful = 5;

    /// <summary>When a claim ends that came of writing.</summary>
    public const string UntilCommitted = "until committed";

    /// <summary>Whose work it is, and how that one stands.</summary>
    public static string Who(WorkGroup group) => group switch
    {
        { Author: null } => "unknown",
        { IsOrphaned: true } => $"ORPHANED ({group.Author.Name} is gone)",
        { IsReleased: true } => $"{group.Author.Name} (released)",
        { Live: Liveness.Unknown } => $"{group.Author.Name} (cannot tell if alive)",
        _ => group.Author.Name.ToString(),
    };

    /// <summary>A handful of the files, and how many more there are.</summary>
    public static string Files(WorkGroup group)
    {
        var shown = string.Join(", ", group.Files.Take(Handful).Select(file => Printable.Name(file.Path.ToString())));
        return group.Files.Count > Handful ? $"{shown} and {group.Files.Count - Handful} more" : shown;
    }

    /// <summary>What the author is known from.</summary>
    public static string Evidence(WorkGroup group) => string.Join(", ", group.Evidence.Select(Words.Of));

    /// <summary>What somebody did to a file, in a sentence without a full stop that calls the file "it".</summary>
    /// <param name="work">The work.</param>
    /// <param name="now">This moment.</param>
    /// <param name="isMine">Whether it is the reader's own.</param>
    public static string Of(UncommittedWork work, DateTimeOffset now, bool isMine = false)
    {
        var name = work.Author?.Name;
        var done = $"{Words.Of(work.Kind)} it {Duration.Approximate(now - work.At)} ago (evidence: {Words.Of(work.Evidence)}), not committed";
        return work switch
        {
            { Author: null } => $"unknown: nobody can tell who {done}",
            _ when isMine => work.IsReleased ? $"you {done}, and released it" : $"you {done}",
            { Author.IsHuman: true } => $"a person {done}",
            { IsOrphaned: true } => $"ORPHANED: {name} {done}, and is gone",
            { IsReleased: true } => $"{name} {done}, and released it: that bars nobody",
            _ => Held(work, now),
        };
    }

    /// <summary>Why a claim by writing stands in the way, in the same manner.</summary>
    public static string Of(Claim observed, DateTimeOffset now) => Held(observed.Work!, now);

    /// <summary>Who meets at a file, and how.</summary>
    public static IEnumerable<OverlapParty> Parties(Overlap overlap) =>
    [
        .. overlap.Writers.Select(work => new OverlapParty(
            work.Author!.Name, $"writes it ({Words.Of(work.Evidence)})", work.At, work.Worktree)),
        .. overlap.Claims.Select(claim => new OverlapParty(
            claim.Holder.Name, $"claims {Printable.Name(claim.Pattern.Text)}", claim.Since, claim.Holder.Worktree)),
    ];

    private static string Held(UncommittedWork work, DateTimeOffset now)
    {
        var doubt = work.Live is Liveness.Unknown ? " (cannot tell if alive)" : "";
        return $"{work.Author!.Name}{doubt} has been changing it for {Duration.Approximate(now - work.Since)} "
            + $"(evidence: {Words.Of(work.Evidence)}), not committed";
    }
}
