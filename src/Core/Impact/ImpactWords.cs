using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>
/// Findings in the words that screens and texts for agents share: each a sentence without a full stop that names the place and
/// the age. Text of others in them is one short line.
/// </summary>
public static class ImpactWords
{
    private const int LongestText = 120;
    private const int MostSymbols = 5;

    /// <summary>What somebody does, or says that it will do.</summary>
    public static string Of(Motion motion, DateTimeOffset now) => motion switch
    {
        Motion.Writing { Work: var work } =>
            $"{Who(motion)} is changing {Where(motion)} (last {Age(motion, now)} ago, evidence: {Words.Of(work.Evidence)}), not committed",
        Motion.Claiming { Claim: var claim } =>
            $"{Who(motion)} claims {Where(motion)} exclusively, for {Age(motion, now)}{Reason(claim)}",
        Motion.Announcing { Announcement: var announcement } =>
            $"{Who(motion)} announced {Where(motion)} {Age(motion, now)} ago: {Intent(announcement)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An intent as others may see it.</summary>
    public static string Intent(Announcement announcement) => Printable.Quoted(announcement.Intent, LongestText);

    /// <summary>That an announcement stands in the place of an earlier one; nothing where there was none.</summary>
    public static string InPlaceOf(Announcement? replaced) =>
        replaced is null ? "" : $", in place of what you announced before ({Intent(replaced)}), which nobody is warned of any more";

    /// <summary>A handful of symbols.</summary>
    internal static string Symbols(IReadOnlyList<string> symbols)
    {
        var shown = string.Join(", ", symbols.Take(MostSymbols).Select(symbol => Printable.Short(symbol, 40)));
        return symbols.Count > MostSymbols ? $"{shown} and {symbols.Count - MostSymbols} more" : shown;
    }

    /// <summary>Who depends on what, and where that is known from.</summary>
    /// <param name="who">The agent's name; "you" for the reader.</param>
    /// <param name="dependency">What it depends on.</param>
    internal static string Depends(string who, Dependency dependency)
    {
        var on = Printable.Name(dependency.On.Text);
        if (dependency.Of is not { } of)
            return $"{who} depend{(who == "you" ? "" : "s")} on {on} (source: declared)";

        return $"{(who == "you" ? "your" : who + "'s")} {Printable.Name(of.ToString())} depends on {on} (source: scanned)";
    }

    /// <summary>That a file moved with mine, how often, and what is done to it now.</summary>
    internal static string Moves(string mine, RelatedFile partner, Motion motion, DateTimeOffset now) =>
        $"{Printable.Name(partner.Path.ToString())}, which moved with your {Printable.Name(mine)} in {Often(partner)}, {Does(motion, now)}";

    /// <summary>The same, counted over the changes of theirs.</summary>
    internal static string MovesAlong(RepoPath theirs, RelatedFile mine, Motion motion, DateTimeOffset now) =>
        $"{Printable.Name(theirs.ToString())}, with which your {Printable.Name(mine.Path.ToString())} moved in {Often(mine)}, {Does(motion, now)}";

    private static string Often(RelatedFile partner) => $"{partner.Together} of its last {Words.Count(partner.Changes, "change")}";

    private static string Does(Motion motion, DateTimeOffset now) => motion switch
    {
        Motion.Writing { Work: var work } =>
            $"is being changed by {Who(motion)} (last {Age(motion, now)} ago, evidence: {Words.Of(work.Evidence)})",
        Motion.Claiming { Claim: var claim } => $"is claimed by {Who(motion)} (for {Age(motion, now)}){Reason(claim)}",
        Motion.Announcing { Announcement: var announcement } =>
            $"was announced by {Who(motion)} {Age(motion, now)} ago: {Intent(announcement)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Which lines would not merge.</summary>
    internal static string Collision(
        AgentName who, RepoPath path, IReadOnlyList<LineRange> mine, IReadOnlyList<LineRange> theirs, string worktree, TimeSpan age) =>
        $"{Printable.Name(path.ToString())}: {ForecastWords.Mine(mine)} and {ForecastWords.Theirs([who], theirs, worktree)} would conflict "
        + $"when merged (tried {Duration.Approximate(age)} ago)";

    /// <summary>What somebody does nearby.</summary>
    internal static string Beside(Motion latest, int more, DateTimeOffset now)
    {
        var rest = more > 0 ? $", and {Words.Count(more, "more file", "more files")} there" : "";
        return $"in the same directory {Of(latest, now)}{rest}";
    }

    /// <summary>What to do about a finding, in the words of the tools.</summary>
    internal static string Next(Signal signal, AgentName who) => signal switch
    {
        Signal.Claimed => $"wait: claim with wait_seconds=600, or ask: send to={who}",
        Signal.Written => $"work on other files until it is committed, or ask: send to={who}",
        Signal.WouldConflict => $"agree on these lines before you commit: send to={who}",
        Signal.Announced => $"agree who does what before you edit: send to={who}",
        Signal.Dependency => $"agree on what both sides rely on: send to={who}",
        Signal.CoChange => $"ask whether the two changes belong together: send to={who}",
        _ => $"go on; tell {who} if you touch more of it: send to={who}",
    };

    private static string Who(Motion motion) => motion.Live is Liveness.Unknown ? $"{motion.Agent.Name} (cannot tell if alive)" : motion.Agent.Name.ToString();

    private static string Where(Motion motion) => Printable.Name(motion.Where.Text);

    private static string Age(Motion motion, DateTimeOffset now) => Duration.Approximate(now - motion.At);

    private static string Reason(Claim claim) => claim.Reason.Length == 0 ? "" : $": {Printable.Quoted(claim.Reason, LongestText)}";
}
