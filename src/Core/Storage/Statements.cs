using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>
/// The statements of one connection, each parsed once: a server runs the same few dozen with every call, and parsing them
/// takes longer than running them. Used inside a transaction only, so by one thread at a time.
/// </summary>
internal sealed class Statements(DbConnection db)
{
    // More texts than the program has; if one is put together from values after all, its kinds must not pile up.
    private const int MostKept = 200;

    private readonly Dictionary<string, Statement> _idle = new(StringComparer.Ordinal);

    /// <summary>The statement for a text. One that is being run already is not given twice.</summary>
    public Statement Take(string sql)
    {
        if (_idle.Remove(sql, out var kept))
            return kept;

        return new Statement(Sql.Command(db, sql), _idle.Count < MostKept ? this : null);
    }

    /// <summary>Keeps a statement that was run.</summary>
    public void GiveBack(Statement statement)
    {
        if (!_idle.TryAdd(statement.Command.CommandText, statement))
            statement.Command.Dispose();
    }
}
