using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>Plain SQL over ADO.NET's abstract types, without the ceremony.</summary>
internal static class Sql
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var statement = Prepare(db, sql, values);
        return statement.Command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement once for each row of values, which all have the same names: it is prepared once only.</summary>
    public static void ExecuteEach(this DbConnection db, string sql, IEnumerable<(string Name, object? Value)[]> rows)
    {
        Statement? statement = null;
        try
        {
            foreach (var row in rows)
            {
                if (statement is null)
                    statement = Prepare(db, sql, row);
                else
                    Bind(statement.Command, row);
                statement.Command.ExecuteNonQuery();
            }
        }
        finally
        {
            statement?.Dispose();
        }
    }

    /// <summary>Runs an INSERT and returns the new row's id.</summary>
    public static long Insert(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var statement = Prepare(db, sql + " RETURNING id", values);
        return (long)statement.Command.ExecuteScalar()!;
    }

    /// <summary>The first column of the first row as a number; 0 where there is no row or it is null.</summary>
    public static long Number(this DbConnection db, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var statement = Prepare(db, sql, values);
        return statement.Command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>All rows, each read by <paramref name="read"/>.</summary>
    public static List<T> Query<T>(
        this DbConnection db, string sql, Func<Row, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var statement = Prepare(db, sql, values);
        using var reader = statement.Command.ExecuteReader();
        var row = new Row(reader, statement.PlacesIn(reader));
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(row));

        return rows;
    }

    /// <summary>Numbers as one value, for json_each: with the numbers in its text, each list would be a statement of its own.</summary>
    public static string AsList(this IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";

    /// <summary>How a time is stored.</summary>
    public static long Stored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static Statement Prepare(DbConnection db, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var statement = (db as StateConnection)?.Statements.Take(sql) ?? new Statement(Command(db, sql), keptBy: null);
        Bind(statement.Command, values);
        return statement;
    }

    /// <summary>A statement that is yet to be parsed.</summary>
    internal static DbCommand Command(DbConnection db, string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Bind(DbCommand command, ReadOnlySpan<(string Name, object? Value)> values)
    {
        // One text has the same names each time it is run.
        for (var index = 0; index < values.Length; index++)
        {
            if (index == command.Parameters.Count)
                command.Parameters.Add(Parameter(command, values[index].Name));
            command.Parameters[index].Value = values[index].Value ?? DBNull.Value;
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        return parameter;
    }
}
