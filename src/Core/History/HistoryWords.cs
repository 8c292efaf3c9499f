using System.Globalization;

namespace Sidecar.History;

/// <summary>How the index of the history stands, in the words that screens and texts for agents share.</summary>
public static class HistoryWords
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(5);

    /// <summary>One line that follows "History: ", without a full stop.</summary>
    /// <param name="report">How it stands.</param>
    /// <param name="now">This moment.</param>
    public static string Summary(HistoryReport report, DateTimeOffset now) => report.Stage switch
    {
        HistoryStage.Absent => "not read yet",
        HistoryStage.Building => $"the index is being built: {Progress(report)}",
        HistoryStage.Ready => $"{Commits(report.Commits)}, read with {report.Engine}{Age(report, now)}{Remark(report)}",
        _ when report.Commits > 0 => $"cannot be followed: {Detail(report)}; {Commits(report.Commits)} {(report.Commits == 1 ? "is" : "are")} known{Age(report, now)}",
        _ => $"cannot be read: {Detail(report)}",
    };

    /// <summary>How far the building is: "3,000 of 10,000 commits".</summary>
    public static string Progress(HistoryReport report) => report switch
    {
        { Expected: { } expected } => $"{Number(report.Commits)} of {Commits(expected)}",
        { Commits: 0 } => "it has just begun",
        _ => $"{Commits(report.Commits)} so far",
    };

    /// <summary>How often warnings are right here, in a sentence; null where nobody knows.</summary>
    public static string? Precision(HistoryReport report) => report.Calibration switch
    {
        null => null,
        { Precision: { } precision } tried =>
            $"Of {tried.Warnings} warnings from {tried.Threshold:0.00} on in the latest {Commits(tried.Commits)}, "
            + $"{Math.Floor(precision * 100):0} % would have been right.",
        var tried => $"There would have been no warning from {tried.Threshold:0.00} on in the latest {Commits(tried.Commits)}.",
    };

    /// <summary>A number of commits.</summary>
    public static string Commits(int number) => number == 1 ? "1 commit" : $"{Number(number)} commits";

    /// <summary>What is wrong or worth knowing.</summary>
    internal static string Detail(HistoryKind kind, string failure, int commits) =>
        failure.Length > 0 ? failure
        : kind.Says.Length > 0 ? $"{kind.Says}: {Commits(commits)}"
        : "";

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Age(HistoryReport report, DateTimeOffset now) =>
        report.At is not { } at ? ""
        : now - at < JustNow ? " just now"
        : $" {Duration.Approximate(now - at)} ago";

    private static string Remark(HistoryReport report) => report.Detail.Length == 0 ? "" : $" ({Detail(report)})";

    private static string Detail(HistoryReport report) => Printable.OneLine(report.Detail).TrimEnd('.');
}
