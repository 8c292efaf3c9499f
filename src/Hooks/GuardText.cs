using System.Text;
using Sidecar.Agents;
using Sidecar.Claims;
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
        text.AppendLf($"sidecar: commit refused: others hold {Share(commit)}.");
        AppendNotes(text, commit);
        AppendPaths(text, commit, now);
        WaysOut.Append(text, commit);
        return text.ToString();
    }

    /// <summary>What stands in the way of a commit that goes ahead.</summary>
    public static string Warned(GuardedCommit commit, string why, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.AppendLf($"sidecar: warning: others hold {Share(commit)}. The commit goes ahead: {why}.");
        AppendNotes(text, commit);
        AppendPaths(text, commit, now);
        return text.ToString();
    }

    /// <summary>That a commit goes ahead on somebody's responsibility.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="committer">Who commits.</param>
    /// <param name="reason">The reason given.</param>
    /// <param name="notRecorded">Why it could not be recorded, or null.</param>
    public static string Overridden(GuardedCommit commit, string committer, string reason, string? notRecorded)
    {
        var outcome = notRecorded is null
            ? $"recorded, and told to {string.Join(", ", Holders(commit))}"
            : $"it could be neither recorded nor told: {Printable.Short(notRecorded, MaxReason)}";
        return $"sidecar: override by {Printable.Short(committer, MaxReason)}, the commit goes ahead although others hold "
            + $"{Share(commit)}: {Quoted(reason)}; {outcome}\n";
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
        var paths = commit.Findings.Where(finding => finding.Claim.Holder.Name == holder).Select(finding => finding.Path).Distinct().ToList();
        return $"{Printable.Short(committer, MaxReason)} commits {Listed(paths)}, held by you, by an override: {Quoted(reason)}";
    }

    /// <summary>Up to ten paths in one line.</summary>
    public static string Listed(IReadOnlyList<RepoPath> paths) => Printable.List([.. paths.Select(path => path.ToString())]);

    /// <summary>Who holds something of the commit, each once.</summary>
    public static IReadOnlyList<AgentName> Holders(GuardedCommit commit) =>
        commit.Findings.Select(finding => finding.Claim.Holder.Name).Distinct().ToList();

    /// <summary>A path as one line shows it.</summary>
    public static string Shown(RepoPath path) => Printable.OneLine(path.ToString());

    /// <summary>A line that ends the same way on every system.</summary>
    public static StringBuilder AppendLf(this StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Share(GuardedCommit commit) =>
        $"{commit.Held.Count} of its {commit.Paths.Count} {(commit.Paths.Count == 1 ? "file" : "files")}";

    private static void AppendNotes(StringBuilder text, GuardedCommit commit)
    {
        foreach (var note in commit.Notes)
            text.AppendLf(Printable.OneLine(note));
    }

    private static void AppendPaths(StringBuilder text, GuardedCommit commit, DateTimeOffset now)
    {
        text.AppendLf("");
        foreach (var path in commit.Held.Take(MaxPaths))
        {
            text.AppendLf($"  {Shown(path)}");
            foreach (var finding in commit.Findings.Where(finding => finding.Path == path).Take(MaxPaths))
                text.AppendLf($"    {Receipt(finding, now)}");
        }

        if (commit.Held.Count > MaxPaths)
            text.AppendLf($"  and {commit.Held.Count - MaxPaths} more");
        text.AppendLf("");
    }

    private static string Receipt(GuardFinding finding, DateTimeOffset now)
    {
        var claim = finding.Claim;
        var pattern = claim.Pattern.Text == finding.Path.ToString() ? "it" : Printable.Short(claim.Pattern.Text, MaxReason);
        var evidence = claim.Source is ClaimSource.Observed ? $"was seen writing {pattern}" : $"claimed {pattern}";
        var reason = claim.Reason.Length == 0 ? "" : $": {Quoted(claim.Reason)}";
        return $"{Holder(claim)} {evidence} {Duration.Approximate(now - claim.Since)} ago, until {Clock(claim.Expires, now)}{reason}";
    }

    private static string Holder(Claim claim)
    {
        if (claim.Holder.IsHuman)
            return "a human";

        var live = claim.Live is Liveness.Alive ? "alive" : "perhaps alive";
        return $"{claim.Holder.Name} ({Printable.Short(claim.Holder.Client, 40)}, {live})";
    }

    private static string Clock(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.Date == now.UtcDateTime.Date
        ? $"{at.UtcDateTime:HH:mm} UTC"
        : $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    // The text of somebody else must not look as if it ended before it does.
    private static string Quoted(string text) => $"\"{Printable.Short(text, MaxReason).Replace('"', '\'')}\"";
}
