using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Work;

namespace Sidecar.Terminal;

/// <summary>Claims as people see them.</summary>
internal static class ClaimView
{
    private static readonly Column[] Names =
        [Column.Wide("PATH"), Column.Wide("HOLDER"), "MODE", Column.Wide("REASON"), "SINCE", "EXPIRES"];

    /// <summary>What was granted, and which files of it are not in the worktree: new ones, or mistyped.</summary>
    public static void ShowGranted(Screen screen, IReadOnlyList<Claim> claims, string worktree, DateTimeOffset now)
    {
        foreach (var claim in claims)
        {
            var mode = claim.Mode is ClaimMode.Shared ? "yours, shared" : "yours";
            var isThere = claim.Pattern.LiteralFile is not { } file || Path.Exists(Path.Combine(worktree, file));
            var note = isThere ? "" : " (no such file yet)";
            screen.Line($"{claim.Pattern.Text} is {mode}; expires {Ages.In(claim.Expires, now)} without activity.{note}", Tone.Good);
        }
    }

    /// <summary>Who stands in the way of what, and how to go on.</summary>
    public static void ShowRefused(
        Screen screen, string what, IReadOnlyList<ClaimConflict> conflicts, IReadOnlyList<string> next, DateTimeOffset now)
    {
        screen.Line(what, Tone.Bad);
        foreach (var (wanted, held) in conflicts.Where(conflict => conflict.Held.Work is not null))
        {
            var inside = wanted == held.Pattern ? "" : $" (in {wanted.Text})";
            screen.Line($"  {held.Pattern.Text}{inside}: {WorkWords.Of(held, now)}");
        }

        var claimed = conflicts.Where(conflict => conflict.Held.Work is null).ToList();
        if (claimed.Count > 0)
            ShowRefusedTable(screen, claimed, now);
        for (var at = 0; at < next.Count; at++)
            screen.Line($"{(at == 0 ? "next: " : "or:   ")}{next[at]}");
    }

    /// <summary>When a claim ends, if nothing happens before.</summary>
    public static string Expires(Claim claim, DateTimeOffset now) =>
        claim.Work is null ? Ages.In(claim.Expires, now) : WorkWords.UntilCommitted;

    /// <summary>Claims in a table.</summary>
    public static void ShowTable(Screen screen, IReadOnlyList<Claim> claims, DateTimeOffset now) =>
        screen.Table(Names, claims.Select(claim => Row(claim, now)));

    private static void ShowRefusedTable(Screen screen, IReadOnlyList<ClaimConflict> conflicts, DateTimeOffset now) => screen.Table(
        [Column.Wide("WANTED"), Column.Wide("HELD"), "HOLDER", "MODE", Column.Wide("REASON"), "SINCE", "EXPIRES", "LIVE"],
        conflicts.Select(conflict => (IReadOnlyList<Cell>)[conflict.Wanted.Text, .. RefusedRow(conflict.Held, now)]));

    private static IReadOnlyList<Cell> Row(Claim claim, DateTimeOffset now) =>
    [
        claim.Pattern.Text,
        Holder(claim),
        Mode(claim),
        claim.Work is { } work ? $"evidence: {Words.Of(work.Evidence)}" : claim.Reason,
        Ages.Ago(claim.Since, now),
        Expires(claim, now),
    ];

    private static IEnumerable<Cell> RefusedRow(Claim held, DateTimeOffset now) =>
    [
        held.Pattern.Text,
        held.Holder.Name.ToString(),
        Mode(held),
        held.Reason,
        Ages.Ago(held.Since, now),
        Ages.In(held.Expires, now),
        Words.Of(held.Live),
    ];

    private static string Mode(Claim claim) => claim.Source switch
    {
        ClaimSource.Explicit => Words.Of(claim.Mode),
        ClaimSource.Queue => $"{Words.Of(claim.Mode)}, waits ahead",
        _ => $"{Words.Of(claim.Mode)}, {Words.Of(claim.Source)}",
    };

    private static Cell Holder(Claim claim) => claim.Live switch
    {
        Liveness.Dead => new Cell($"{claim.Holder.Name} (dead, bars nobody)", Tone.Bad),
        Liveness.Unknown => new Cell($"{claim.Holder.Name} (cannot tell if alive)", Tone.Warning),
        _ => claim.Holder.Name.ToString(),
    };
}
