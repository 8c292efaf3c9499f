using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Unread messages of those who are gone, as rows. Always inside a caller's transaction.</summary>
internal static class OrphanRows
{
    /// <summary>So long what nobody came back for is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>All of them, those waiting longest first. The human is always here.</summary>
    public static List<Orphan> All(DbConnection db, IReadOnlyList<AgentName> here) => db.Query(
        """
        SELECT deliveries.recipient AS recipient, count(*) AS messages, min(at) AS oldest, max(at) AS newest,
            (SELECT max(coalesce(left_at, active_at)) FROM agents WHERE name = deliveries.recipient) AS gone
        FROM deliveries JOIN messages ON messages.id = message_id
        WHERE read_at IS NULL GROUP BY deliveries.recipient ORDER BY oldest
        """,
        Read).FindAll(orphan => orphan.Name != AgentName.Human && !here.Contains(orphan.Name));

    /// <summary>How many messages they are together, out of an index: no message is looked at.</summary>
    public static int Count(DbConnection db, IReadOnlyList<AgentName> here) => DeliveryRows.CountUnread(db)
        .Where(unread => unread.Key != AgentName.Human && !here.Contains(unread.Key))
        .Sum(unread => unread.Value);

    /// <summary>Counts what is unread under a name as read; the messages stay in the log. Returns how many there were.</summary>
    /// <param name="db">The state.</param>
    /// <param name="name">Whose they are.</param>
    /// <param name="by">Who decided it.</param>
    /// <param name="why">Why, in words.</param>
    /// <param name="sentBefore">Only what was sent before.</param>
    /// <param name="now">This moment.</param>
    public static int Purge(
        DbConnection db, AgentName name, AgentName by, string why, DateTimeOffset sentBefore, DateTimeOffset now)
    {
        var count = db.Execute(
            """
            UPDATE deliveries SET read_at = $now, purged_why = $why
            WHERE recipient = $name AND read_at IS NULL AND (SELECT at FROM messages WHERE id = message_id) < $before
            """,
            ("$now", now.Stored()), ("$why", why), ("$name", name.ToString()), ("$before", sentBefore.Stored()));
        if (count > 0)
            EventLog.Add(db, new Happening(now, "messages.purged", by.ToString(), name.ToString(), $"{Words.Count(count, "message")}: {why}"));
        return count;
    }

    /// <summary>Purges what is older than <see cref="Life"/> of those who have been gone as long, where somebody was here meanwhile.</summary>
    public static void PurgeOld(DbConnection db, IReadOnlyList<AgentName> here, DateTimeOffset now)
    {
        // Names only, out of an index: whoever joins waits for this.
        var names = db.Query(
            "SELECT DISTINCT recipient FROM deliveries WHERE read_at IS NULL", row => AgentName.ParseParty(row.Text("recipient")!));
        var hasLivedThrough = new Lazy<bool>(() => HasLivedThrough(db, now));
        foreach (var name in names.Where(name => name != AgentName.Human && !here.Contains(name)))
        {
            var gone = db.Number("SELECT max(coalesce(left_at, active_at)) FROM agents WHERE name = $name", ("$name", name.ToString()));
            if (gone < (now - Life).Stored() && hasLivedThrough.Value)
                Purge(db, name, AgentName.System, $"nobody came back for {Life.TotalDays} days", now - Life, now);
        }
    }

    // One look at a clock that is ahead gives nothing up: what was stored last has to be of the same day, so that two looks agree,
    // and something has to have happened in between. What this transaction has stored is of this very moment and does not count.
    private static bool HasLivedThrough(DbConnection db, DateTimeOffset now)
    {
        var yesterday = (now - TimeSpan.FromDays(1)).Stored();
        return db.Number("SELECT at FROM events WHERE at < $now ORDER BY id DESC LIMIT 1", ("$now", now.Stored())) >= yesterday
            && db.Number(
                "SELECT 1 FROM events WHERE at >= $from AND at < $to ORDER BY id DESC LIMIT 1",
                ("$from", (now - Life).Stored()), ("$to", yesterday)) == 1;
    }

    private static Orphan Read(Row row) => new(
        AgentName.ParseParty(row.Text("recipient")!),
        (int)row.Number("messages")!.Value,
        row.Time("oldest"),
        row.Time("newest"),
        row.Number("gone") is null ? row.Time("oldest") : row.Time("gone"));
}
