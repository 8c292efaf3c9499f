using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.History.Stored;

/// <summary>The one row in which the file tells how it stands.</summary>
internal static class StandingRow
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static HistoryStanding Read(DbConnection db) =>
        db.Query("SELECT * FROM standing", Read).FirstOrDefault() ?? throw new InvalidDataException("it does not tell how it stands");

    /// <summary>Writes the first one.</summary>
    public static void Insert(DbConnection db, HistoryStanding standing)
    {
        db.Execute(
            """
            INSERT INTO standing (id, stage, epoch, commits, tips, most, whole, engine, kind, border, detail, since_calibration)
            VALUES (1, '', 0, 0, '', 0, 0, '', '', '', '', 0)
            """);
        Write(db, standing);
    }

    /// <summary>Writes it anew.</summary>
    public static void Write(DbConnection db, HistoryStanding standing) => db.Execute(
        """
        UPDATE standing SET stage = $stage, epoch = $epoch, commits = $commits, expected = $expected, tips = $tips, most = $most,
            whole = $whole, engine = $engine, kind = $kind, border = $border, detail = $detail, at = $at, threshold = $threshold,
            warnings = $warnings, right = $right, replayed = $replayed, since_calibration = $since
        """,
        ("$stage", Words.Of(standing.Stage)), ("$epoch", standing.Epoch), ("$commits", standing.Commits),
        ("$expected", standing.Expected), ("$tips", string.Join(' ', standing.Tips)), ("$most", standing.Most),
        ("$whole", standing.IsWhole ? 1 : 0), ("$engine", standing.Engine), ("$kind", standing.Kind.Says),
        ("$border", standing.Kind.Border), ("$detail", standing.Detail), ("$at", standing.At?.Stored()), ("$threshold", standing.Calibration?.Threshold),
        ("$warnings", standing.Calibration?.Warnings), ("$right", standing.Calibration?.Right),
        ("$replayed", standing.Calibration?.Commits), ("$since", standing.SinceCalibration));

    private static HistoryStanding Read(Row row) => new()
    {
        Stage = Words.HistoryStage(row.Text("stage")!),
        Epoch = row.Number("epoch")!.Value,
        Commits = (int)row.Number("commits")!.Value,
        Expected = (int?)row.Number("expected"),
        Tips = row.Text("tips")!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Most = (int)row.Number("most")!.Value,
        IsWhole = row.Number("whole") == 1,
        Engine = row.Text("engine")!,
        Kind = new HistoryKind(row.Text("kind")!, row.Text("border")!),
        Detail = row.Text("detail")!,
        At = row.TimeOrNull("at"),
        Calibration = ReadCalibration(row),
        SinceCalibration = (int)row.Number("since_calibration")!.Value,
    };

    private static Calibration? ReadCalibration(Row row) => row.Number("warnings") is not { } warnings
        ? null
        : new Calibration(
            row.Real("threshold")!.Value, (int)warnings, (int)row.Number("right")!.Value, (int)row.Number("replayed")!.Value);
}
