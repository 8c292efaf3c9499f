using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Deliveries as rows: what a reader has not read, and what is being shown to it. Always inside a caller's transaction.</summary>
/// <remarks>
/// An index serves each of these, and none looks at a message that it does not return; but a count reads the index of all
/// that is unread for its reader. (The plus before message_id keeps SQLite to that index: it takes every comparison of the
/// number for one that finds few rows.)
/// </remarks>
internal static class DeliveryRows
{
    // What a call of one process shows of what is unread.
    private const string ShownBy =
        "read_at IS NULL AND shown_to = $reader AND shown_host = $host AND shown_pid = $pid AND shown_started = $started";

    private const string ButBy = "AND shown_call NOT IN (SELECT value FROM json_each($running))";

    private const string NotShown =
        "shown_to = NULL, shown_at = NULL, shown_host = NULL, shown_pid = NULL, shown_started = NULL, shown_call = NULL";

    internal const string UnreadByNameSql =
        "SELECT recipient, count(*) AS messages FROM deliveries WHERE read_at IS NULL GROUP BY recipient";

    /// <summary>How many messages each name has not read that has not read all.</summary>
    public static Dictionary<AgentName, int> CountUnread(DbConnection db) => db
        .Query(UnreadByNameSql, row => (Name: AgentName.ParseParty(row.Text("recipient")!), Messages: (int)row.Number("messages")!.Value))
        .ToDictionary(unread => unread.Name, unread => unread.Messages);

    /// <summary>How many messages a name has not read, those that are being shown to it included.</summary>
    public static int CountUnread(DbConnection db, AgentName reader, long after = 0) => (int)db.Number(
        "SELECT count(*) FROM deliveries WHERE recipient = $name AND read_at IS NULL AND +message_id > $after",
        ("$name", reader.ToString()), ("$after", after));

    /// <summary>The number of the newest of them; 0 if there is none.</summary>
    public static long NewestUnread(DbConnection db, AgentName reader) => db.Number(
        "SELECT max(message_id) FROM deliveries WHERE recipient = $name AND read_at IS NULL", ("$name", reader.ToString()));

    /// <summary>Whether a message is unread for a name.</summary>
    public static bool IsUnread(DbConnection db, AgentName reader, long message) => db.Number(
        "SELECT count(*) FROM deliveries WHERE message_id = $id AND recipient = $name AND read_at IS NULL",
        ("$id", message), ("$name", reader.ToString())) > 0;

    /// <summary>The first messages that a name has not read, oldest first.</summary>
    public static List<Message> Unread(DbConnection db, AgentName reader, int limit, long after = 0) => db.Query(
        $"""
        SELECT {MessageRows.Columns} FROM deliveries JOIN messages ON messages.id = message_id
        WHERE deliveries.recipient = $name AND read_at IS NULL AND +message_id > $after ORDER BY message_id LIMIT $limit
        """,
        MessageRows.Read, ("$name", reader.ToString()), ("$after", after), ("$limit", limit));

    /// <summary>A message that a name has not read; none where it has.</summary>
    public static List<Message> FindUnread(DbConnection db, AgentName reader, long id) => db.Query(
        $"""
        SELECT {MessageRows.Columns} FROM deliveries JOIN messages ON messages.id = message_id
        WHERE message_id = $id AND deliveries.recipient = $name AND read_at IS NULL
        """,
        MessageRows.Read, ("$id", id), ("$name", reader.ToString()));

    /// <summary>What was shown to this very agent and is not read yet, by whichever process.</summary>
    public static List<Showing> ShownTo(DbConnection db, Agent reader) => db.Query(
            """
            SELECT message_id, recipient, shown_at, shown_host, shown_pid, shown_started FROM deliveries
            WHERE shown_to = $reader AND read_at IS NULL
            """,
            row => (Recipient: AgentName.ParseParty(row.Text("recipient")!), Showing: Read(row)),
            ("$reader", reader.Id))
        .Where(entry => entry.Recipient == reader.Name).Select(entry => entry.Showing).ToList();

    /// <summary>Leases messages to a call that shows them.</summary>
    public static void Lease(DbConnection db, IEnumerable<long> messages, Agent reader, string host, CallId call, DateTimeOffset now) =>
        db.ExecuteEach(
            """
            UPDATE deliveries SET shown_to = $reader, shown_at = $now, shown_host = $host, shown_pid = $pid, shown_started = $started, shown_call = $call
            WHERE message_id = $id AND recipient = $name
            """,
            messages.Select(id => (ValueTuple<string, object?>[])
            [
                ("$id", id), ("$reader", reader.Id), ("$name", reader.Name.ToString()), ("$now", now.Stored()), ("$host", host),
                ("$pid", call.Process.Pid), ("$started", call.Process.Started), ("$call", call.Number),
            ]));

    /// <summary>What a process showed to an agent whose registration was ended is being shown to its new one: the same process goes on.</summary>
    public static int GoOn(DbConnection db, Agent reader, string host, ProcessRef process) => db.Execute(
        """
        UPDATE deliveries SET shown_to = $reader
        WHERE recipient = $name AND read_at IS NULL AND shown_host = $host AND shown_pid = $pid AND shown_started = $started
        """,
        ("$reader", reader.Id), ("$name", reader.Name.ToString()), ("$host", host), ("$pid", process.Pid), ("$started", process.Started));

    /// <summary>Makes a message unread for whoever has this name now, whether it was delivered to that name before or not.</summary>
    public static void ShowAgain(DbConnection db, long message, AgentName recipient) => db.Execute(
        $"""
        INSERT INTO deliveries (message_id, recipient) VALUES ($message, $recipient)
        ON CONFLICT (message_id, recipient) DO UPDATE SET read_at = NULL, read_by = NULL, {NotShown}
        """,
        ("$message", message), ("$recipient", recipient.ToString()));

    /// <summary>Ends the leases of one call, or of some messages of it: what it was to show was not received.</summary>
    public static int PutBack(DbConnection db, long reader, string host, CallId call, IReadOnlyCollection<long>? only) => db.Execute(
        $"""
        UPDATE deliveries SET {NotShown}
        WHERE {ShownBy} AND shown_call = $call AND ($only IS NULL OR +message_id IN (SELECT value FROM json_each($only)))
        """,
        ("$reader", reader), ("$host", host), ("$pid", call.Process.Pid), ("$started", call.Process.Started), ("$call", call.Number),
        ("$only", only?.AsList()));

    /// <summary>Whether calls of a process, those that still run left out, have shown something that is not read yet.</summary>
    public static bool HasShown(DbConnection db, long reader, string host, ProcessRef process, IReadOnlyCollection<long> running) =>
        db.Number(
            $"SELECT count(*) FROM deliveries WHERE {ShownBy} {ButBy}",
            ("$reader", reader), ("$host", host), ("$pid", process.Pid), ("$started", process.Started), ("$running", running.AsList())) > 0;

    /// <summary>Counts what <see cref="HasShown"/> asks about as read.</summary>
    public static int Confirm(
        DbConnection db, long reader, string host, ProcessRef process, IReadOnlyCollection<long> running, DateTimeOffset now) =>
        db.Execute(
            $"UPDATE deliveries SET read_at = $now, read_by = $reader WHERE {ShownBy} {ButBy}",
            ("$reader", reader), ("$host", host), ("$pid", process.Pid), ("$started", process.Started), ("$running", running.AsList()),
            ("$now", now.Stored()));

    /// <summary>Counts messages as read; what is read already stays as it is. Returns how many were not.</summary>
    public static int Acknowledge(DbConnection db, Agent reader, IReadOnlyList<long> messages, DateTimeOffset now) =>
        messages.Sum(id => db.Execute(
            "UPDATE deliveries SET read_at = $now, read_by = $me WHERE message_id = $id AND recipient = $name AND read_at IS NULL",
            ("$now", now.Stored()), ("$me", reader.Id), ("$id", id), ("$name", reader.Name.ToString())));

    private static Showing Read(Row row) => new(
        row.Number("message_id")!.Value,
        row.Time("shown_at"),
        row.Text("shown_host")!,
        new ProcessRef((int)row.Number("shown_pid")!, row.Number("shown_started")!.Value));
}
