using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact;
using Sidecar.Status;
using Sidecar.Work;

namespace Sidecar.Terminal;

/// <summary>What is known about paths, as people see it.</summary>
internal static class CheckView
{
    private const int MostWriters = 20;
    private const int MostFindings = 20;

    /// <summary>One path: whether it is free, who claims it, who writes it, or else who wrote it last.</summary>
    public static void ShowPath(Screen screen, PathCheck check, PathReport report, string worktree)
    {
        screen.Line($"{check.Wanted.Text}: {Level(check, report)}", ImpactView.ToneOf(check.Level));
        foreach (var claim in AskedFor(check.InTheWay))
            screen.Line("  " + Held(claim, report.At), Tone.Bad);
        foreach (var claim in check.Shared)
            screen.Line("  " + Held(claim, report.At));
        foreach (var claim in AskedFor(check.Mine))
            screen.Line($"  you hold {claim.Pattern.Text} ({Words.Of(claim.Mode)}), expires {Ages.In(claim.Expires, report.At)}");
        foreach (var claim in AskedFor(check.Ineffective))
            screen.Line($"  {claim.Holder.Name} claimed {claim.Pattern.Text}, but is dead: that does not count");
        foreach (var writer in check.Writers.Take(MostWriters))
            screen.Line("  " + Written(check, writer, report.At, worktree), IsInTheWay(writer) ? Tone.Bad : Tone.Plain);
        if (check.Writers.Count > MostWriters)
            screen.Line($"  and {check.Writers.Count - MostWriters} more are being written (sidecar check --json has them)", Tone.Faint);
        // Claims and writers were named.
        foreach (var finding in check.Findings.Where(finding => finding.Signal is not (Signal.Claimed or Signal.Written)).Take(MostFindings))
            ImpactView.ShowFinding(screen, finding);
        ImpactView.ShowUnattended(screen, check.Unattended);
        if (check.Related.Count > 0)
            screen.Line($"  in history moves with {string.Join(", ", check.Related.Select(Of))}", Tone.Faint);
        foreach (var touch in check.LastTouches)
            screen.Line($"  {(IsAlone(check, touch.Path) ? "" : touch.Path + ": ")}{TouchView.Line(touch, report.At)}", Tone.Faint);
    }

    /// <summary>What it is all known from, and how fresh that is; how fresh only where it was not said yet.</summary>
    public static void ShowReceipt(Screen screen, PathReport report) =>
        ImpactView.ShowReceipt(screen, report, isSaid: report.Paths.Any(check => Doubt(check, report) is not null));

    private static string Level(PathCheck check, PathReport report) =>
        Doubt(check, report) is { } doubt ? $"{Words.Of(check.Level)}, but {doubt}" : Words.Of(check.Level);

    // Resources are not written.
    private static string? Doubt(PathCheck check, PathReport report) =>
        check.IsConflict || check.Wanted.IsResource ? null : ReceiptWords.Doubt(report);

    private static string Of(RelatedInMotion related)
    {
        var changing = related.Changing.Count == 0 ? "" : $"; {string.Join(", ", related.Changing)} at it now";
        return $"{related.File.Path} ({related.File.Together} of {related.File.Changes}{changing})";
    }

    private static IEnumerable<Claim> AskedFor(IReadOnlyList<Claim> claims) => claims.Where(claim => claim.Source is ClaimSource.Explicit);

    private static bool IsInTheWay(Writer writer) => !writer.IsMine && writer.Work.IsHeld;

    private static string Held(Claim claim, DateTimeOffset now)
    {
        var reason = claim.Reason.Length > 0 ? $": {claim.Reason}" : "";
        var doubt = claim.Live is Liveness.Unknown ? ", cannot tell if alive" : "";
        return $"{claim.Holder.Name} holds {claim.Pattern.Text} ({Words.Of(claim.Mode)}{doubt}) for {Duration.Approximate(now - claim.Since)}, "
            + $"expires {Ages.In(claim.Expires, now)}{reason}";
    }

    private static string Written(PathCheck check, Writer writer, DateTimeOffset now, string worktree)
    {
        var where = writer.Work.Worktree == worktree ? "" : $", in another worktree: {Places.Of(writer.Work.Worktree, worktree)}";
        var path = IsAlone(check, writer.Work.Path) ? "" : $"{writer.Work.Path}: ";
        return path + WorkWords.Of(writer.Work, now, writer.IsMine) + where;
    }

    // What was asked about needs no second naming.
    private static bool IsAlone(PathCheck check, RepoPath path) => check.Wanted.LiteralFile == path.ToString();
}
