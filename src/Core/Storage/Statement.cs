using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>A statement while it is run. Disposing it gives it back to be run again, or ends it.</summary>
/// <param name="command">The statement.</param>
/// <param name="keptBy">Who keeps it; null for one that is run once.</param>
internal sealed class Statement(DbCommand command, Statements? keptBy) : IDisposable
{
    private Dictionary<string, int> _places = [];

    /// <summary>The statement.</summary>
    public DbCommand Command => command;

    /// <summary>The place of each column in what it returns.</summary>
    public IReadOnlyDictionary<string, int> PlacesIn(DbDataReader reader)
    {
        // "SELECT *" returns more once another process has brought the schema up to date.
        if (_places.Count != reader.FieldCount)
            _places = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, StringComparer.Ordinal);

        return _places;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (keptBy is null)
            command.Dispose();
        else
            keptBy.GiveBack(this);
    }
}
