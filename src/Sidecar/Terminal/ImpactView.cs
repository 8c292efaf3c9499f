using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.Impact;
using Sidecar.Status;

namespace Sidecar.Terminal;

/// <summary>What was announced, and whose work it concerns, as people see it.</summary>
internal static class ImpactView
{
    private const int MostFindings = 20;
    private const int MostAnnouncements = 10;
    private const int MostFiles = 5;

    /// <summary>The findings of an announcement, each with what to do, and what they are known from.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="report">The findings.</param>
    /// <param name="nextFor">A command about one of them.</param>
    public static void Show(Screen screen, ImpactReport report, Func<Finding, string> nextFor)
    {
        var doubt = ReceiptWords.Beside(report) is { } why ? $", but {why}" : "";
        screen.Line($"Impact: {Words.Of(report.Level)}{doubt}", ToneOf(report.Level));
        foreach (var finding in report.Findings.Take(MostFindings))
            ShowFinding(screen, finding);

        ShowMore(screen, report.Findings.Count - MostFindings);
        ShowUnattended(screen, report.Unattended);
        ShowReceipt(screen, report, isSaid: report.Level is ImpactLevel.Clear && doubt.Length > 0);
        foreach (var command in report.Findings.DistinctBy(finding => finding.Agent.Id).Select(nextFor))
            screen.Line($"next: {command}");
    }

    /// <summary>One finding.</summary>
    public static void ShowFinding(Screen screen, Finding finding) =>
        screen.Line($"  {finding.Score}  {finding.Evidence}", ToneOf(ImpactRules.Level(finding.Score)));

    /// <summary>What would not merge with worktrees in which nobody can be asked.</summary>
    public static void ShowUnattended(Screen screen, IReadOnlyList<UnattendedConflict> conflicts)
    {
        foreach (var conflict in conflicts.Take(MostFindings))
            screen.Line($"  {ForecastWords.Unattended(conflict)}", Tone.Warning);
        ShowMore(screen, conflicts.Count - MostFindings);
    }

    /// <summary>What it is all known from; how fresh that is only where it was not said yet.</summary>
    public static void ShowReceipt(Screen screen, Receipt receipt, bool isSaid)
    {
        var freshness = isSaid ? "" : $"; {ReceiptWords.Freshness(receipt)}";
        screen.Line($"Looked at {ReceiptWords.LookedAt(receipt)}, just now{freshness}.", Tone.Faint);
    }

    /// <summary>What agents said that they are about to do.</summary>
    public static void ShowAnnouncements(Screen screen, StatusSnapshot status)
    {
        if (status.Announcements.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Announced");
        screen.Table(
            ["WHO", Column.Wide("INTENT"), Column.Wide("FILES"), "SINCE"],
            status.Announcements.Take(MostAnnouncements).Select(announced => (IReadOnlyList<Cell>)
            [
                announced.Agent.Name.ToString(),
                announced.Intent,
                Files(announced.Files),
                Ages.Ago(announced.At, status.At),
            ]));
        ShowMore(screen, status.Announcements.Count - MostAnnouncements);
    }

    /// <summary>How loud a level is.</summary>
    public static Tone ToneOf(ImpactLevel level) => level switch
    {
        ImpactLevel.Conflict => Tone.Bad,
        ImpactLevel.Caution => Tone.Warning,
        ImpactLevel.Note => Tone.Plain,
        _ => Tone.Good,
    };

    private static string Files(IReadOnlyList<ClaimPattern> files)
    {
        var shown = string.Join(", ", files.Take(MostFiles));
        return files.Count > MostFiles ? $"{shown} and {files.Count - MostFiles} more" : shown;
    }

    private static void ShowMore(Screen screen, int more)
    {
        if (more > 0)
            screen.Line($"  and {more} more (--json has them)", Tone.Faint);
    }
}
