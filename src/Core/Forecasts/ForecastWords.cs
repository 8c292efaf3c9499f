using Sidecar.Agents;
using Sidecar.Impact;
using Sidecar.Status;

namespace Sidecar.Forecasts;

/// <summary>Forecasts in the words that screens, messages and texts for agents share.</summary>
public static class ForecastWords
{
    private const int MostRanges = 5;

    /// <summary>Lines without the word: "10-14, 30"; "before 12" where lines were only taken away; empty for none.</summary>
    public static string Numbers(IReadOnlyList<LineRange> ranges)
    {
        var shown = string.Join(", ", ranges.Take(MostRanges).Select(Number));
        return ranges.Count > MostRanges ? $"{shown} and {ranges.Count - MostRanges} more places" : shown;
    }

    /// <summary>Why nobody can tell what merging two worktrees would bring, in a sentence.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="place">How a worktree is called.</param>
    public static string Unknown(Forecast forecast, Func<string, string> place) =>
        $"Cannot tell what merging {place(forecast.Worktree)} and {place(forecast.Other)} would bring: "
        + $"{Printable.Short(forecast.Detail, 200).TrimEnd('.')}.";

    /// <summary>The same, seen from one of the two, without a full stop.</summary>
    public static string Unknown(UntriedMerge merge) =>
        $"what merging with {Place(merge.Here, merge.Worktree)} would bring is not known: {Seen(merge, Printable.Short(merge.Why, 200).TrimEnd('.'))}";

    /// <summary>That a file would not merge, and nobody is there to be asked; without a full stop.</summary>
    public static string Unattended(UnattendedConflict conflict) =>
        $"merging with {Place(conflict.Here, conflict.Worktree)}, where no other agent is at work, would conflict in "
        + Printable.OneLine(conflict.Path.ToString());

    /// <summary>One of those who meet at a file, and what of it is theirs: "lines 12-13 of bob's in ../shop-b".</summary>
    /// <param name="who">Their names; none for people, or where nobody can tell.</param>
    /// <param name="lines">Their lines.</param>
    /// <param name="worktree">Where.</param>
    public static string Theirs(IReadOnlyList<AgentName> who, IReadOnlyList<LineRange> lines, string worktree)
    {
        var name = who.Count == 0 ? "somebody" : string.Join(" and ", who);
        var place = Printable.Short(worktree, 200);
        return lines.Count == 0 ? $"what {name} did to it in {place}" : $"{Lines(lines)} of {name}'s in {place}";
    }

    /// <summary>The reader's own side, in the same manner.</summary>
    public static string Mine(IReadOnlyList<LineRange> lines) => lines.Count == 0 ? "what you did to it" : $"{Lines(lines)} of yours";

    private static string Lines(IReadOnlyList<LineRange> ranges) =>
        ranges is [{ } only] && only.First == only.Last ? $"line {only.First}" : $"lines {Numbers(ranges)}";

    private static string Place(string here, string worktree) => Printable.Short(Path.GetRelativePath(here, worktree), 200);

    private static string Seen(UntriedMerge merge, string why) =>
        why.EndsWith($" in {merge.Worktree}", StringComparison.Ordinal) ? $"{why[..^$"in {merge.Worktree}".Length]}there"
        : why.EndsWith($" in {merge.Here}", StringComparison.Ordinal) ? $"{why[..^$"in {merge.Here}".Length]}here"
        : why;

    private static string Number(LineRange range) =>
        range.Last < range.First ? $"before {range.First}"
        : range.Last == range.First ? $"{range.First}"
        : $"{range.First}-{range.Last}";
}
