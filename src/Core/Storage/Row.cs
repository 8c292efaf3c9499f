using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>
/// One row of a result, read by the names of its columns. Their places are looked up once for a statement: SQLite's reader
/// would ask for all names with each run.
/// </summary>
/// <param name="reader">Stands at the row.</param>
/// <param name="places">The place of each column.</param>
internal sealed class Row(DbDataReader reader, IReadOnlyDictionary<string, int> places)
{
    /// <summary>A text, or null.</summary>
    public string? Text(string column) => IsNull(column, out var place) ? null : reader.GetString(place);

    /// <summary>A number, or null.</summary>
    public long? Number(string column) => IsNull(column, out var place) ? null : reader.GetInt64(place);

    /// <summary>A number with a fraction, or null.</summary>
    public double? Real(string column) => IsNull(column, out var place) ? null : reader.GetDouble(place);

    /// <summary>Bytes that are always there.</summary>
    public byte[] Bytes(string column) => (byte[])reader.GetValue(places[column]);

    /// <summary>A time that is always there; times are stored as UTC milliseconds since 1970.</summary>
    public DateTimeOffset Time(string column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(places[column]));

    /// <summary>A time, or null.</summary>
    public DateTimeOffset? TimeOrNull(string column) =>
        Number(column) is { } stored ? DateTimeOffset.FromUnixTimeMilliseconds(stored) : null;

    private bool IsNull(string column, out int place) => reader.IsDBNull(place = places[column]);
}
