using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>Plain SQL over ADO.NET's abstract types, without the ceremony.</summary>
internal static class Sql
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Prepare(db, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement once for each row of values, which all have the same names: it is prepared once only.</summary>
    public static void ExecuteEach(this DbConnection db, string sql, IEnumerable<(string Name, object? Value)[]> rows)
    {
        DbCommand? command = null;
        try
        {
            foreach (var row in rows)
            {
                command ??= Prepare(db, sql, row);
                foreach (var (name, value) in row)
                    command.Parameters[name].Value = value ?? DBNull.Value;
                command.ExecuteNonQuery();
            }
        }
        finally
        {
            command?.Dispose();
        }
    }

    /// <summary>Runs an INSERT and returns the new row's id.</summary>
    public static long Insert(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Prepare(db, sql + " RETURNING id", values);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The first column of the first row as a number; 0 where there is no row or it is null.</summary>
    public static long Number(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Prepare(db, sql, values);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>All rows, each read by <paramref name="read"/>.</summary>
    public static List<T> Query<T>(
        this DbConnection db, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Prepare(db, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }

    /// <summary>A text, or null.</summary>
    public static string? Text(this DbDataReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }

    /// <summary>A number, or null.</summary>
    public static long? Number(this DbDataReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return row.IsDBNull(ordinal) ? null : row.GetInt64(ordinal);
    }

    /// <summary>A time that is always there; times are stored as UTC milliseconds since 1970.</summary>
    public static DateTimeOffset Time(this DbDataReader row, string column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(row.GetOrdinal(column)));

    /// <summary>How a time is stored.</summary>
    public static long Stored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DbCommand Prepare(DbConnection db, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
