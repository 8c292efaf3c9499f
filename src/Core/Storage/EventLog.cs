using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>What happened, in order. Rows are only ever added.</summary>
public sealed class EventLog(SidecarDatabase db)
{
    /// <summary>Records something that is not part of a store's own transaction, such as a refused commit.</summary>
    public void Add(Happening happening) => db.Write(connection => Add(connection, happening));

    /// <summary>The newest events, newest first.</summary>
    /// <param name="limit">The most to return.</param>
    /// <param name="since">Only events with a higher number.</param>
    /// <param name="before">Only events with a lower number: the next page.</param>
    public IReadOnlyList<Happening> Recent(int limit, long since = 0, long? before = null) => db.Read(connection => connection.Query(
        "SELECT * FROM events WHERE id > $since AND ($before IS NULL OR id < $before) ORDER BY id DESC LIMIT $limit", Read,
        ("$since", since), ("$before", before), ("$limit", limit)));

    /// <summary>The first events with a higher number than <paramref name="since"/>, oldest first.</summary>
    public IReadOnlyList<Happening> After(long since, int limit) => db.Read(connection => connection.Query(
        "SELECT * FROM events WHERE id > $since ORDER BY id LIMIT $limit", Read, ("$since", since), ("$limit", limit)));

    /// <summary>The number of the newest event; 0 if there is none.</summary>
    public long Newest() => db.Read(connection => connection.Number("SELECT max(id) FROM events"));

    /// <summary>The number of the newest event of a kind that was somebody's doing; 0 if there is none.</summary>
    public long Newest(string kind, string who) => db.Read(connection => connection.Number(
        "SELECT id FROM events WHERE kind = $kind AND who = $who ORDER BY id DESC LIMIT 1", ("$kind", kind), ("$who", who)));

    /// <summary>Records something inside the caller's transaction.</summary>
    internal static long Add(DbConnection db, Happening happening) => db.Insert(
        "INSERT INTO events (at, kind, who, subject, detail) VALUES ($at, $kind, $who, $subject, $detail)",
        ("$at", happening.At.Stored()),
        ("$kind", happening.Kind),
        ("$who", happening.Who),
        ("$subject", happening.Subject),
        ("$detail", happening.Detail));

    private static Happening Read(Row row) => new(
        row.Time("at"), row.Text("kind")!, row.Text("who")!, row.Text("subject")!, row.Text("detail")!)
    {
        Id = row.Number("id")!.Value,
    };
}
