using Sidecar.Setup;

namespace Sidecar.History;

/// <summary>What <c>sidecar doctor</c> looks at of the index of the history. Changes nothing.</summary>
internal static class HistoryChecks
{
    /// <summary>How the index stands, and how often its warnings would have been right.</summary>
    /// <param name="history">How it stands.</param>
    /// <param name="isWatched">Whether a watcher runs, which reads it.</param>
    /// <param name="now">This moment.</param>
    public static Check Examine(HistoryReport history, bool isWatched, DateTimeOffset now)
    {
        var precision = HistoryWords.Precision(history) is { } known ? " " + known : "";
        var says = $"The history: {HistoryWords.Summary(history, now)}.{precision}";
        return history.Stage switch
        {
            HistoryStage.Unreadable => new Check(
                "history", CheckResult.Warning, isWatched ? $"{says} The watcher tries again by itself." : says, isWatched ? "sidecar doctor" : "sidecar watch"),
            HistoryStage.Absent => Check.Ok(
                "history", isWatched ? $"{says} The watcher is about to." : $"{says} That happens once somebody watches."),
            _ => Check.Ok("history", says),
        };
    }
}
