using Sidecar.Setup;

namespace Sidecar.History;

/// <summary>What <c>sidecar doctor</c> looks at of the index of the history. Changes nothing.</summary>
internal static class HistoryChecks
{
    /// <summary>How the index stands, and how often its warnings would have been right.</summary>
    public static Check Examine(HistoryReport history, DateTimeOffset now)
    {
        var precision = HistoryWords.Precision(history) is { } known ? " " + known : "";
        var says = $"The history: {HistoryWords.Summary(history, now)}.{precision}";
        return history.Stage switch
        {
            HistoryStage.Unreadable => new Check("history", CheckResult.Warning, says, "sidecar watch"),
            HistoryStage.Absent => Check.Ok("history", $"{says} That happens once somebody watches."),
            _ => Check.Ok("history", says),
        };
    }
}
