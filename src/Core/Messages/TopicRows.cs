using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Topics and their members as rows. Always inside a caller's transaction.</summary>
internal static class TopicRows
{
    private const int MostNamed = 10;
    private const string ListThem = "topic action=list (in a terminal: sidecar topics) shows all there are";

    // Of each topic the end of an index, not its messages.
    private const string Select = "SELECT topics.*, (SELECT max(messages.id) FROM messages WHERE messages.topic = topics.name) AS newest FROM topics";

    /// <summary>All topics without their members, those created first first.</summary>
    public static List<Topic> All(DbConnection db) => db.Query($"{Select} ORDER BY id", Read);

    /// <summary>How many are open.</summary>
    public static long CountOpen(DbConnection db) => db.Number("SELECT count(*) FROM topics WHERE closed_at IS NULL");

    /// <summary>The topic of this name without its members, or null.</summary>
    public static Topic? Find(DbConnection db, TopicName name) =>
        db.Query($"{Select} WHERE name = $name", Read, ("$name", name.ToString())).FirstOrDefault();

    /// <summary>The topic of this name without its members.</summary>
    /// <param name="db">The state.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isToWrite">Whether creating it would help.</param>
    /// <exception cref="SidecarException">There is none; says which there are.</exception>
    public static Topic Get(DbConnection db, TopicName name, bool isToWrite = false)
    {
        if (Find(db, name) is { } topic)
            return topic;

        // A name is mistyped more often than a topic is missing: those there are come first.
        // Closed ones can be read.
        var open = All(db).Where(topic => !isToWrite || topic.ClosedAt is null).Select(topic => topic.Name.ToString()).Take(MostNamed).ToList();
        var create = $"{JoinFirst(name)} creates it";
        throw open.Count == 0
            ? SidecarException.Usage($"There is no topic {name}, nor any other{(isToWrite ? " open one" : "")}.", isToWrite ? create : ListThem)
            : SidecarException.Usage(
                $"There is no topic {name}. {(isToWrite ? "Open ones" : "There are")}: {string.Join(", ", open)}.",
                $"take one of {string.Join(", ", open)}{(isToWrite ? $", or {create}" : "")}");
    }

    /// <summary>How to become a member, which also creates a topic.</summary>
    public static string JoinFirst(TopicName name) => $"topic action=join name={name} (in a terminal: sidecar topics join {name})";

    /// <summary>Who follows a topic, those first who joined first.</summary>
    public static List<AgentName> Members(DbConnection db, Topic topic) => db.Query(
        "SELECT member FROM topic_members WHERE topic_id = $id ORDER BY joined_at, member",
        row => AgentName.ParseParty(row.Text("member")!), ("$id", topic.Id));

    /// <summary>The same of all topics, by their numbers.</summary>
    public static ILookup<long, AgentName> Members(DbConnection db) => db.Query(
        "SELECT topic_id, member FROM topic_members ORDER BY topic_id, joined_at, member",
        row => (Topic: row.Number("topic_id")!.Value, Member: AgentName.ParseParty(row.Text("member")!))).ToLookup(entry => entry.Topic, entry => entry.Member);

    /// <summary>How much somebody has not read in each topic where there is anything, the most first.</summary>
    public static List<(TopicName Topic, int Unread)> Unread(DbConnection db, AgentName reader) => db.Query(
        """
        SELECT topic, count(*) AS unread FROM deliveries JOIN messages ON messages.id = message_id
        WHERE deliveries.recipient = $reader AND read_at IS NULL AND topic IS NOT NULL GROUP BY topic ORDER BY unread DESC, topic
        """,
        row => (TopicName.FromStored(row.Text("topic")!), (int)row.Number("unread")!.Value), ("$reader", reader.ToString()));

    /// <summary>Creates a topic.</summary>
    public static Topic Create(DbConnection db, TopicName name, AgentName by, DateTimeOffset now)
    {
        db.Execute(
            "INSERT INTO topics (name, created_at, created_by) VALUES ($name, $now, $by)",
            ("$name", name.ToString()), ("$now", now.Stored()), ("$by", by.ToString()));
        return Find(db, name)!;
    }

    /// <summary>Makes somebody a member; false if it was one.</summary>
    public static bool Join(DbConnection db, Topic topic, AgentName member, DateTimeOffset now) => db.Execute(
        "INSERT OR IGNORE INTO topic_members (topic_id, member, joined_at) VALUES ($id, $member, $now)",
        ("$id", topic.Id), ("$member", member.ToString()), ("$now", now.Stored())) > 0;

    /// <summary>Ends a membership; false if there was none.</summary>
    public static bool Leave(DbConnection db, Topic topic, AgentName member) => db.Execute(
        "DELETE FROM topic_members WHERE topic_id = $id AND member = $member", ("$id", topic.Id), ("$member", member.ToString())) > 0;

    /// <summary>Closes a topic that is open.</summary>
    public static void Close(DbConnection db, Topic topic, AgentName by, DateTimeOffset now) => db.Execute(
        "UPDATE topics SET closed_at = $now, closed_by = $by WHERE id = $id",
        ("$now", now.Stored()), ("$by", by.ToString()), ("$id", topic.Id));

    /// <summary>Takes the memberships of a name along to the new one.</summary>
    public static void Rename(DbConnection db, AgentName from, AgentName to) => db.Execute(
        "UPDATE OR REPLACE topic_members SET member = $to WHERE member = $from",
        ("$from", from.ToString()), ("$to", to.ToString()));

    private static Topic Read(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        Name = TopicName.FromStored(row.Text("name")!),
        Newest = row.Number("newest") ?? 0,
        CreatedAt = row.Time("created_at"),
        CreatedBy = AgentName.ParseParty(row.Text("created_by")!),
        ClosedAt = row.TimeOrNull("closed_at"),
        ClosedBy = row.Text("closed_by") is { } by ? AgentName.ParseParty(by) : null,
    };
}
