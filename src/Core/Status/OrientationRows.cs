using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Touches;

namespace Sidecar.Status;

/// <summary>
/// The rows that orient somebody. Each question looks at a bounded number of them, found by an index. Always inside a caller's
/// transaction.
/// </summary>
internal static class OrientationRows
{
    private const int MostItems = 30;
    private const int MostMessages = 6;

    // To find out where unread messages were said each of them is looked at.
    private const int MostUnreadSorted = 1_000;

    // So far back somebody looks for what was said to all.
    private const int Window = 1_000;

    // What was said lately, from three sides, each side by an index of its own.
    private const string SaidLately =
        $"""
        SELECT * FROM (SELECT id FROM messages WHERE sender = $me ORDER BY id DESC LIMIT $most)
        UNION SELECT * FROM (SELECT message_id FROM deliveries WHERE recipient = $me ORDER BY message_id DESC LIMIT $most)
        UNION SELECT * FROM (SELECT id FROM messages WHERE id > (SELECT max(id) FROM messages) - $window
            AND recipient = $all AND topic IS NULL AND thread IS NULL ORDER BY id DESC LIMIT $most)
        """;

    private const string SaidInTopic = "SELECT id FROM messages WHERE topic = $topic ORDER BY id DESC LIMIT $most";

    /// <summary>The topics with the most unread messages first; none where there are too many to look at each.</summary>
    public static Excerpt<(TopicName Topic, int Unread)> UnreadInTopics(DbConnection db, AgentName reader, int unread)
    {
        if (unread is 0 or > MostUnreadSorted)
            return new([], 0);

        var topics = TopicRows.Unread(db, reader);
        return new([.. topics.Take(MostItems)], Math.Max(0, topics.Count - MostItems));
    }

    public static Excerpt<string> Claims(DbConnection db, long agentId, DateTimeOffset now) => First(db.Query(
        """
        SELECT pattern, count(*) OVER () AS number FROM claims JOIN agents ON agents.id = agent_id
        WHERE agent_id = $me AND ended_at IS NULL AND max(renewed_at, active_at) + ttl_ms > $now ORDER BY claims.id DESC LIMIT $most
        """,
        row => (row.Text("pattern")!, row.Number("number")!.Value),
        ("$me", agentId), ("$now", now.Stored()), ("$most", MostItems)));

    public static Excerpt<(RepoPath Path, string Worktree)> Files(DbConnection db, long agentId) => First(db.Query(
        """
        SELECT path, worktree, count(*) OVER () AS number FROM work
        WHERE ended_at IS NULL AND author_id = $me ORDER BY at DESC, work.id DESC LIMIT $most
        """,
        row => ((TouchRows.ReadPath(row, "path"), row.Text("worktree")!), row.Number("number")!.Value),
        ("$me", agentId), ("$most", MostItems)));

    /// <summary>What was said last that concerns somebody and that it need not read any more; with a scope, what was said there.</summary>
    public static List<Message> Messages(DbConnection db, AgentName reader, HandoffScope? about) => db.Query(
        MessagesSql(inTopic: about?.Topic is not null), MessageRows.Read,
        ("$reader", reader.ToString()), ("$me", about is { Topic: null, To: not Draft.Everybody } ? about.To : reader.ToString()),
        ("$topic", about?.Topic), ("$all", Draft.Everybody), ("$window", Window), ("$most", MostMessages));

    /// <summary>Messages by their numbers, newest first.</summary>
    public static List<Message> MessagesOf(DbConnection db, IReadOnlyCollection<long> ids) => ids.Count == 0 ? [] : db.Query(
        $"SELECT {MessageRows.Columns} FROM messages WHERE messages.id IN (SELECT value FROM json_each($ids)) ORDER BY messages.id DESC",
        MessageRows.Read, ("$ids", ids.AsList()));

    /// <summary>The question behind <see cref="Messages"/>. Of consultations only what the reader is told: it can do nothing about those of others.</summary>
    internal static string MessagesSql(bool inTopic) =>
        $"""
        SELECT {MessageRows.Columns} FROM messages
        WHERE messages.id IN ({(inTopic ? SaidInTopic : SaidLately)}) AND kind IS NOT '{ReservedKinds.Handoff}'
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message_id = messages.id AND deliveries.recipient = $reader AND read_at IS NULL)
            AND (thread IS NULL OR sender = $reader
                OR EXISTS (SELECT 1 FROM deliveries WHERE message_id = messages.id AND deliveries.recipient = $reader))
        ORDER BY messages.id DESC LIMIT $most
        """;

    private static Excerpt<T> First<T>(List<(T Item, long Number)> rows) =>
        new([.. rows.Select(row => row.Item)], rows.Count == 0 ? 0 : (int)rows[0].Number - rows.Count);
}
