using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Summaries as rows: messages of one kind that are there to be looked up. Always inside a caller's transaction.</summary>
internal static class HandoffRows
{
    /// <summary>The kind of message that a summary is; nothing else may be of it.</summary>
    public const string Kind = "handoff";

    // The kind stands there literally, for the index of these few messages.
    internal const string Latest =
        $"SELECT id FROM messages WHERE kind = '{Kind}' AND recipient = $to AND topic IS $topic ORDER BY id DESC LIMIT 1";

    internal const string LatestInTopics =
        $"""
        SELECT (SELECT id FROM messages WHERE kind = '{Kind}' AND recipient = $to AND topic = topics.name ORDER BY id DESC LIMIT 1) AS latest
        FROM topic_members JOIN topics ON topics.id = topic_id WHERE member = $me
        """;

    /// <summary>Whom a text means. A name comes before a topic of the same letters.</summary>
    /// <exception cref="SidecarException">It means nobody.</exception>
    public static HandoffScope Resolve(DbConnection db, string? text)
    {
        if (text is null || text.Equals(Draft.Everybody, StringComparison.OrdinalIgnoreCase))
            return HandoffScope.Everybody;

        var isTopic = text.StartsWith(HandoffScope.TopicPrefix, StringComparison.OrdinalIgnoreCase);
        if (!isTopic && Name(db, text) is { } name)
            return new HandoffScope(name, null);
        if (Topic(db, isTopic ? text[HandoffScope.TopicPrefix.Length..] : text) is { } topic)
            return new HandoffScope(Draft.Everybody, topic);

        throw SidecarException.Usage(
            $"There is no {(isTopic ? "" : "agent and no ")}topic called '{Printable.Short(text, 60)}' to hand over to.",
            "take scope all, the name of an agent who is or was here, or the name of a topic");
    }

    /// <summary>The latest summary of exactly this scope; null if there is none.</summary>
    public static long? LatestOf(DbConnection db, HandoffScope scope) =>
        db.Number(Latest, ("$to", scope.To), ("$topic", scope.Topic)) is > 0 and var id ? id : null;

    /// <summary>The latest summary in each of the topics that somebody is in.</summary>
    public static List<long> LatestInTopicsOf(DbConnection db, AgentName member) => db.Query(
        LatestInTopics, row => row.Number("latest"),
        ("$to", Draft.Everybody), ("$me", member.ToString())).OfType<long>().ToList();

    private static string? Name(DbConnection db, string text) => db.Query(
        "SELECT name FROM agents WHERE name = $name ORDER BY id DESC LIMIT 1", row => row.GetString(0), ("$name", text)).FirstOrDefault();

    private static string? Topic(DbConnection db, string text) => db.Query(
        "SELECT name FROM topics WHERE name = $name", row => row.GetString(0), ("$name", text)).FirstOrDefault();
}
