using System.Globalization;
using Microsoft.Data.Sqlite;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>What really stands in the state, read past all of our own code.</summary>
internal static class StateTables
{
    // Who is active when changes with every question.
    private static readonly string[] Restless = ["active_at", "heartbeat_at"];

    /// <summary>The rows of a query, their values parted by '|'.</summary>
    public static IReadOnlyList<string> Rows(SandboxRepository repository, string sql)
    {
        using var connection = Open(repository);
        return Query(connection, sql);
    }

    /// <summary>Everything in every table, except how lately somebody was active; in an order that does not change by itself.</summary>
    public static string Dump(SandboxRepository repository)
    {
        using var connection = Open(repository);
        var tables = Query(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        return string.Join('\n', tables.Select(table =>
        {
            var columns = Query(connection, $"SELECT name FROM pragma_table_info('{table}')").Except(Restless, StringComparer.Ordinal);
            var rows = Query(connection, $"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM \"{table}\"");
            return $"{table}:\n  {string.Join("\n  ", rows.Order(StringComparer.Ordinal))}";
        }));
    }

    /// <summary>What SQLite says about the file: "ok".</summary>
    public static string Integrity(SandboxRepository repository) =>
        string.Join('\n', Rows(repository, "PRAGMA integrity_check").Concat(Rows(repository, "PRAGMA foreign_key_check")));

    private static SqliteConnection Open(SandboxRepository repository)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(repository.StateFolder, "state.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }

        return rows;
    }
}
