using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Summaries as rows: messages of one kind that are there to be looked up. Always inside a caller's transaction.</summary>
internal static class HandoffRows
{
    // The kind stands there literally, for the index of these few messages.
    internal const string Latest =
        $"SELECT id FROM messages WHERE kind = '{ReservedKinds.Handoff}' AND recipient = $to AND topic IS $topic ORDER BY id DESC LIMIT 1";

    // Of the last ones only: the price must not grow with all that was ever left.
    internal const string LatestOfEach =
        $"""
        SELECT max(id) AS id FROM (
            SELECT id, sender, at FROM messages WHERE kind = '{ReservedKinds.Handoff}' AND recipient = $to AND topic IS $topic ORDER BY id DESC LIMIT 50)
        WHERE at > $since GROUP BY sender
        """;

    internal const string LatestInTopics =
        $"""
        SELECT (SELECT id FROM messages WHERE kind = '{ReservedKinds.Handoff}' AND recipient = $to AND topic = topics.name ORDER BY id DESC LIMIT 1) AS latest
        FROM topic_members JOIN topics ON topics.id = topic_id WHERE member = $me
        """;

    /// <summary>Whom a text means. A name comes before a topic of the same letters.</summary>
    /// <exception cref="SidecarException">It means nobody.</exception>
    public static HandoffScope Resolve(DbConnection db, string? text)
    {
        if (text is null || text.Equals(Draft.Everybody, StringComparison.OrdinalIgnoreCase))
            return HandoffScope.Everybody;

        var isTopic = text.StartsWith(HandoffScope.TopicPrefix, StringComparison.OrdinalIgnoreCase);
        if (!isTopic && KnownNames.Find(db, text) is { } name)
            return new HandoffScope(name.ToString(), null);
        var wanted = isTopic ? text[HandoffScope.TopicPrefix.Length..] : text;
        if (AgentName.TryParse(wanted, out _) && TopicRows.Find(db, TopicName.Parse(wanted)) is { } topic)
            return new HandoffScope(Draft.Everybody, topic.Name.ToString());

        throw SidecarException.Usage(
            $"There is no {(isTopic ? "" : "agent and no ")}topic called '{Printable.Short(text, 60)}' here.",
            "take scope all, the name of an agent who is or was here, or the name of a topic");
    }

    /// <summary>The latest summary of exactly this scope; null if there is none.</summary>
    public static long? LatestOf(DbConnection db, HandoffScope scope) =>
        db.Number(Latest, ("$to", scope.To), ("$topic", scope.Topic)) is > 0 and var id ? id : null;

    /// <summary>The latest ones of this scope by each who left one lately: several end at the same time, and none hides another's.</summary>
    public static List<long> LatestOfEachFor(DbConnection db, HandoffScope scope, DateTimeOffset since) => db.Query(
        LatestOfEach, row => row.Number("id")!.Value, ("$to", scope.To), ("$topic", scope.Topic), ("$since", since.Stored()));

    /// <summary>The latest summary in each of the topics that somebody is in.</summary>
    public static List<long> LatestInTopicsOf(DbConnection db, AgentName member) => db.Query(
        LatestInTopics, row => row.Number("latest"),
        ("$to", Draft.Everybody), ("$me", member.ToString())).OfType<long>().ToList();

    /// <summary>What was left for somebody goes along with the name.</summary>
    public static void Rename(DbConnection db, AgentName from, AgentName to) => db.Execute(
        $"UPDATE messages SET recipient = $to WHERE kind = '{ReservedKinds.Handoff}' AND recipient = $from AND topic IS NULL",
        ("$from", from.ToString()), ("$to", to.ToString()));
}
