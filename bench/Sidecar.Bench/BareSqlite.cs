using Microsoft.Data.Sqlite;

namespace Sidecar.Bench;

/// <summary>The same file written with nothing but SQLite and its own way of waiting: the baseline.</summary>
internal static class BareSqlite
{
    public static SqliteConnection Open(string stateFolder)
    {
        SQLitePCL.Batteries_V2.Init();
        var db = new SqliteConnection($"Data Source={Path.Combine(stateFolder, "state.db")};Pooling=False");
        db.Open();
        using var pragmas = db.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 10000";
        pragmas.ExecuteNonQuery();
        return db;
    }

    public static SqliteCommand Insertion(SqliteConnection db)
    {
        var command = db.CreateCommand();
        command.CommandText = "INSERT INTO events (at, kind, who, subject, detail) VALUES (1, 'bench', 'bench', 'x', 'y')";
        return command;
    }

    public static void Write(SqliteConnection db, SqliteCommand command)
    {
        using var transaction = db.BeginTransaction(deferred: false);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
