using Sidecar.Messages;

namespace Sidecar.Terminal;

/// <summary>Topics as people see them.</summary>
internal static class TopicView
{
    /// <summary>All of them.</summary>
    public static void ShowTable(Screen screen, IReadOnlyList<Topic> topics, DateTimeOffset now) => screen.Table(
        ["TOPIC", Column.Wide("MEMBERS"), "UNREAD", "CREATED"],
        topics.Select(topic => (IReadOnlyList<Cell>)
        [
            topic.ClosedAt is null ? new Cell(topic.Name.ToString(), Tone.Strong) : new Cell($"{topic.Name} (closed)", Tone.Faint),
            Members(topic),
            topic.Unread == 0 ? "" : topic.Unread.ToString(),
            $"{Ages.Ago(topic.CreatedAt, now)} by {topic.CreatedBy}",
        ]));

    /// <summary>The members of one topic in a line.</summary>
    public static string Members(Topic topic) => topic.Members.Count == 0
        ? "nobody"
        : string.Join(", ", topic.Members.Select(member => member.Name + (member.Live ? "" : " (away)")));
}
