using Microsoft.Data.Sqlite;

namespace Sidecar.Storage;

/// <summary>The open database with its statements, and whose bell is to be rung once its transaction is over.</summary>
internal sealed class StateConnection : SqliteConnection
{
    private readonly HashSet<string> _mail = new(StringComparer.OrdinalIgnoreCase);

    public StateConnection(string connectionString)
        : base(connectionString) => Statements = new Statements(this);

    /// <summary>What was run before, ready to be run again.</summary>
    public Statements Statements { get; }

    public void HasMailFor(string reader) => _mail.Add(reader);

    /// <summary>Whom there is mail for since this was asked last.</summary>
    public IReadOnlyList<string> TakeMail()
    {
        if (_mail.Count == 0)
            return [];

        var readers = _mail.ToList();
        _mail.Clear();
        return readers;
    }
}
