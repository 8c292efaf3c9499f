using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Watch;

namespace Sidecar.Status;

/// <summary>How far an answer can be trusted, in the words that screens and texts for agents share.</summary>
public static class ReceiptWords
{
    private const int MostMerges = 3;
    private const int MostWritten = 3;

    /// <summary>What has to be said beside the level of an answer, without a full stop; null where that is all.</summary>
    public static string? Beside(ImpactReport report) => report.Level is ImpactLevel.Clear ? Doubt(report) : AlsoWritten(report);

    /// <summary>What makes "clear" less than that, without a full stop; null where nothing does.</summary>
    public static string? Doubt(Receipt receipt)
    {
        IEnumerable<string?> doubts =
        [
            AlsoWritten(receipt),
            WatcherWords.IsWatching(receipt.Watcher) ? null : WatcherWords.Freshness(receipt.Watcher).TrimEnd('.'),
            IsKnown(receipt.History) ? null : History(receipt),
            .. Merges(receipt),
            receipt.ImportsUnread is { } unread ? $"imports were not looked at: {Printable.OneLine(unread).TrimEnd('.')}" : null,
        ];
        var all = string.Join("; ", doubts.OfType<string>());
        return all.Length == 0 ? null : all;
    }

    /// <summary>How fresh it all is, without a full stop.</summary>
    public static string Freshness(Receipt receipt) => string.Join(
        "; ", [WatcherWords.Freshness(receipt.Watcher).TrimEnd('.'), History(receipt), .. Merges(receipt)]);

    /// <summary>What was looked at, without a full stop.</summary>
    public static string LookedAt(Receipt receipt) =>
        $"{Words.Count(receipt.Claims, "claim")}, {Words.Count(receipt.Uncommitted, "uncommitted file")}, "
        + $"{Words.Count(receipt.Announcements, "announcement")}, {Words.Count(receipt.LiveAgents, "live agent")}";

    private static IEnumerable<string> Merges(Receipt receipt)
    {
        var told = receipt.UntriedMerges.Take(MostMerges).Select(ForecastWords.Unknown);
        var left = receipt.UntriedMerges.Count - MostMerges;
        return left > 0 ? told.Append($"nor with {Words.Count(left, "more worktree", "more worktrees")}") : told;
    }

    // Of a clone that has nothing but its border nothing is known; of a repository without commits there is nothing to know.
    private static bool IsKnown(HistoryReport history) =>
        history.Stage is HistoryStage.Ready && (history.Commits > 0 || history.Detail.Length == 0);

    private static string? AlsoWritten(Receipt receipt)
    {
        var all = receipt.AlsoWritten
            .Select(work => $"{Printable.OneLine(work.Path.ToString())} is being changed by {(work.Author is null ? "somebody unknown" : "a person")}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var more = all.Count > MostWritten ? $", and {Words.Count(all.Count - MostWritten, "more file", "more files")} so" : "";
        return all.Count == 0 ? null : string.Join(", ", all.Take(MostWritten)) + more;
    }

    private static string History(Receipt receipt) => receipt.History.Stage is HistoryStage.Building
        ? $"history: being built, {HistoryWords.Progress(receipt.History)}"
        : $"history: {HistoryWords.Summary(receipt.History, receipt.At)}";
}
