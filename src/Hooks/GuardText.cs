using System.Text;
using Sidecar.Agents;
using Sidecar.Guard;

namespace Sidecar.Hooks;

/// <summary>The words of the guard. Pure: plain text, the same on a terminal and in an agent's log.</summary>
internal static class GuardText
{
    private const int MaxPaths = 10;
    private const int MaxReason = 200;

    /// <summary>Why a commit was refused, and what can be done now.</summary>
    public static string Refused(GuardedCommit commit, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.AppendLf($"sidecar: commit refused: {Why(commit)}.");
        AppendNotes(text, commit);
        AppendReport(text, commit, now);
        WaysOut.Append(text, commit);
        return text.ToString();
    }

    /// <summary>What speaks against a commit that goes ahead.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="why">Why it goes ahead although something stands in its way; null where nothing does.</param>
    /// <param name="now">This moment.</param>
    public static string Warned(GuardedCommit commit, string? why, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.AppendLf($"sidecar: warning: {Why(commit)}. The commit goes ahead{(why is null ? "" : $": {why}")}.");
        AppendNotes(text, commit);
        AppendReport(text, commit, now);
        return text.ToString();
    }

    /// <summary>That a commit goes ahead on somebody's responsibility.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="committer">Who commits.</param>
    /// <param name="reason">The reason given.</param>
    /// <param name="notRecorded">Why it could not be recorded, or null.</param>
    public static string Overridden(GuardedCommit commit, string committer, string reason, string? notRecorded)
    {
        var told = Holders(commit).Count == 0 ? "" : $", and told to {string.Join(", ", Holders(commit))}";
        var outcome = notRecorded is null
            ? $"recorded{told}"
            : $"it could be neither recorded nor told: {Printable.Short(notRecorded, MaxReason)}";
        return $"sidecar: override by {Printable.Short(committer, MaxReason)}, the commit goes ahead although {Why(commit)}: "
            + $"{Quoted(reason)}; {outcome}\n";
    }

    /// <summary>That nobody knows.</summary>
    public static string CannotTell(bool stops, string why, string next)
    {
        var shown = Printable.Short(why, 500).TrimEnd('.');
        return stops
            ? $"sidecar: commit refused, for claims cannot be checked (sidecar.onError is refuse): {shown}\nnext: {Printable.Short(next, 500)}\n"
                + "next: or pass once: SIDECAR_OVERRIDE='why' git commit ...\n"
            : $"sidecar: claims not checked, commit goes ahead: {shown}\n";
    }

    /// <summary>What a holder is told of an override.</summary>
    public static string ToHolder(GuardedCommit commit, AgentName holder, string committer, string reason)
    {
        var paths = commit.Report.Held.Where(finding => finding.Claim.Holder.Name == holder).Select(finding => finding.Path).Distinct().ToList();
        return $"{Printable.Short(committer, MaxReason)} commits {Listed(paths)}, held by you, by an override: {Quoted(reason)}";
    }

    /// <summary>Up to ten paths in one line.</summary>
    public static string Listed(IReadOnlyList<RepoPath> paths) => Printable.List([.. paths.Select(path => path.ToString())]);

    /// <summary>Who holds something of the commit, each once.</summary>
    public static IReadOnlyList<AgentName> Holders(GuardedCommit commit) =>
        commit.Report.Held.Select(finding => finding.Claim.Holder.Name).Distinct().ToList();

    /// <summary>A path as one line shows it.</summary>
    public static string Shown(RepoPath path) => Printable.OneLine(path.ToString());

    /// <summary>A line that ends the same way on every system.</summary>
    public static StringBuilder AppendLf(this StringBuilder text, string line) => text.Append(line).Append('\n');

    // The worst first; what is only doubtful is not said of a commit that is refused for more.
    private static string Why(GuardedCommit commit)
    {
        var report = commit.Report;
        var held = report.Held.Count > 0 ? $"others hold {Share(commit.Held.Count, commit)}" : "";
        var undone = report.Reverts.Count > 0
            ? $"{(held.Length > 0 ? "and " : "")}{Share(report.Reverts.Count, commit)} would be put back to before somebody's commit"
            : "";
        return held.Length + undone.Length > 0
            ? $"{held} {undone}".Trim()
            : $"{Share(report.Doubts.DistinctBy(work => work.Path).Count(), commit)} may hold unfinished work of others";
    }

    private static string Share(int part, GuardedCommit commit) =>
        $"{part} of its {commit.Paths.Count} {(commit.Paths.Count == 1 ? "file" : "files")}";

    private static void AppendNotes(StringBuilder text, GuardedCommit commit)
    {
        foreach (var note in commit.Notes)
            text.AppendLf(Printable.OneLine(note));
    }

    private static void AppendReport(StringBuilder text, GuardedCommit commit, DateTimeOffset now)
    {
        text.AppendLf("");
        AppendReceipts(text, commit.Report.Held.Select(finding => (finding.Path, Receipts.Of(finding, now))));
        AppendReceipts(text, commit.Report.Reverts.Select(finding => (finding.Path, Receipts.Of(finding, now))));
        AppendReceipts(text, commit.Report.Doubts.Select(work => (work.Path, Receipts.Of(work, now))));
        text.AppendLf("");
    }

    private static void AppendReceipts(StringBuilder text, IEnumerable<(RepoPath Path, string Receipt)> receipts)
    {
        var paths = receipts.GroupBy(receipt => receipt.Path, receipt => receipt.Receipt).ToList();
        foreach (var path in paths.Take(MaxPaths))
        {
            text.AppendLf($"  {Shown(path.Key)}");
            foreach (var receipt in path.Take(MaxPaths))
                text.AppendLf($"    {receipt}");
        }

        if (paths.Count > MaxPaths)
            text.AppendLf($"  and {paths.Count - MaxPaths} more");
    }

    // The text of somebody else must not look as if it ended before it does.
    internal static string Quoted(string text) => Printable.Quoted(text, MaxReason);
}
