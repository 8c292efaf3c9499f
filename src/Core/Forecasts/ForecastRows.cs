using System.Data.Common;
using Sidecar.Storage;
using Sidecar.Touches;

namespace Sidecar.Forecasts;

/// <summary>Forecasts as rows. Always inside a caller's transaction.</summary>
internal static class ForecastRows
{
    private const string IsPair = "worktree = $worktree AND other = $other";

    /// <summary>All, by worktree; of a pair that nothing is known of, with the files as they last were known.</summary>
    public static List<Forecast> All(DbConnection db)
    {
        var files = db.Query("SELECT * FROM forecast_files ORDER BY worktree, other, path", row => (Pair: ReadPair(row), File: ReadFile(row)))
            .ToLookup(row => row.Pair, row => row.File);
        return db.Query("SELECT * FROM forecasts ORDER BY worktree, other", row => Read(row, [.. files[ReadPair(row)]]));
    }

    /// <summary>The one of this pair; null where there is none.</summary>
    public static Forecast? Find(DbConnection db, string worktree, string other)
    {
        var files = db.Query($"SELECT * FROM forecast_files WHERE {IsPair} ORDER BY path", ReadFile, ("$worktree", worktree), ("$other", other));
        return db.Query($"SELECT * FROM forecasts WHERE {IsPair}", row => Read(row, files), ("$worktree", worktree), ("$other", other))
            .FirstOrDefault();
    }

    /// <summary>Stores the forecast of a pair in place of an earlier one.</summary>
    public static void Put(DbConnection db, Forecast forecast)
    {
        db.Execute(
            """
            INSERT INTO forecasts (worktree, other, at, state, detail) VALUES ($worktree, $other, $at, $state, $detail)
            ON CONFLICT (worktree, other) DO UPDATE SET at = $at, state = $state, detail = $detail
            """,
            ("$worktree", forecast.Worktree), ("$other", forecast.Other), ("$at", forecast.At.Stored()),
            ("$state", Words.Of(forecast.Stage)), ("$detail", forecast.Detail));

        // Where nothing is known now what was known last says which conflicts will be no news later.
        if (forecast.Stage is not ForecastStage.Ready)
            return;

        db.Execute($"DELETE FROM forecast_files WHERE {IsPair}", ("$worktree", forecast.Worktree), ("$other", forecast.Other));
        foreach (var file in forecast.Files)
        {
            db.Execute(
                """
                INSERT INTO forecast_files (worktree, other, path, conflicts, lines, other_lines)
                VALUES ($worktree, $other, $path, $conflicts, $lines, $otherLines)
                """,
                ("$worktree", forecast.Worktree), ("$other", forecast.Other), ("$path", file.Path.ToString()),
                ("$conflicts", file.Conflicts ? 1 : 0), ("$lines", LineRanges.Stored(file.Lines)),
                ("$otherLines", LineRanges.Stored(file.OtherLines)));
        }
    }

    /// <summary>Nobody knows any more whether the forecasts still hold.</summary>
    public static int Doubt(DbConnection db, string why, DateTimeOffset now) => db.Execute(
        "UPDATE forecasts SET state = $unknown, detail = $why, at = $now WHERE state = $ready",
        ("$unknown", Words.Of(ForecastStage.CannotTell)), ("$why", why), ("$now", now.Stored()), ("$ready", Words.Of(ForecastStage.Ready)));

    /// <summary>Takes the forecast of a pair away, and what was told of it.</summary>
    public static int Remove(DbConnection db, string worktree, string other) =>
        db.Execute($"DELETE FROM forecasts WHERE {IsPair}", ("$worktree", worktree), ("$other", other));

    private static Forecast Read(Row row, IReadOnlyList<ForecastFile> files) => new(
        row.Text("worktree")!, row.Text("other")!, row.Time("at"), Words.ForecastStage(row.Text("state")!), row.Text("detail")!, files);

    private static (string, string) ReadPair(Row row) => (row.Text("worktree")!, row.Text("other")!);

    private static ForecastFile ReadFile(Row row) => new(
        TouchRows.ReadPath(row, "path"), row.Number("conflicts") == 1, LineRanges.Read(row.Text("lines")!),
        LineRanges.Read(row.Text("other_lines")!));
}
