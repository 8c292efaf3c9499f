using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Which topics there are and who follows them. Each method is one transaction.</summary>
/// <remarks>Members are names: whoever is away stays one, and whoever comes back under the name is one still.</remarks>
public sealed class TopicStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>How many can be open at once: everybody has to look through them.</summary>
    public const int MostOpen = 200;

    /// <summary>Makes the actor a member; a topic that nobody has joined yet is created by it.</summary>
    /// <exception cref="SidecarException">It is closed, or a new one and too many are open.</exception>
    public TopicChange Join(AgentKey actor, TopicName name) => Change(actor, (connection, me, now) =>
    {
        var topic = TopicRows.Find(connection, name) ?? Create(connection, name, me, now);
        if (topic.ClosedAt is not null)
            throw Closed(topic);

        var hasJoined = TopicRows.Join(connection, topic, me.Name, now);
        if (hasJoined)
            EventLog.Add(connection, new Happening(now, "topic.joined", me.Name.ToString(), topic.Name.ToString()));
        return (topic, hasJoined);
    });

    /// <summary>Ends the actor's membership. What it was sent before stays in its inbox.</summary>
    /// <exception cref="SidecarException">There is no such topic.</exception>
    public TopicChange Leave(AgentKey actor, TopicName name) => Change(actor, (connection, me, now) =>
    {
        var topic = TopicRows.Get(connection, name);
        var hasLeft = TopicRows.Leave(connection, topic, me.Name);
        if (hasLeft)
            EventLog.Add(connection, new Happening(now, "topic.left", me.Name.ToString(), topic.Name.ToString()));
        return (topic, hasLeft);
    });

    /// <summary>Closes a topic for good. Its members may, and people.</summary>
    /// <exception cref="SidecarException">There is no such topic, or the actor is an agent that has not joined it.</exception>
    public TopicChange Close(AgentKey actor, TopicName name) => Change(actor, (connection, me, now) =>
    {
        var topic = TopicRows.Get(connection, name);
        if (topic.ClosedAt is not null)
            return (topic, false);
        var members = TopicRows.Members(connection, topic);
        if (!me.IsHuman && !members.Contains(me.Name))
            throw SidecarException.Refused($"Only members of the topic {topic.Name} and people can close it.", TopicRows.JoinFirst(topic.Name));

        var others = members.Where(name => name != me.Name).ToList();
        if (others.Count > 0)
            MessageRows.Notify(connection, topic, others, $"{me.Name} closed the topic {topic.Name}, for good. {StillRead(topic)}", now);
        TopicRows.Close(connection, topic, me.Name, now);
        EventLog.Add(connection, new Happening(now, "topic.closed", me.Name.ToString(), topic.Name.ToString()));
        return (TopicRows.Get(connection, name), true);
    });

    /// <summary>All topics, those created first first, with what <paramref name="viewer"/> has not read in each.</summary>
    public IReadOnlyList<Topic> List(AgentName viewer)
    {
        var now = time.GetUtcNow();
        return db.Read(connection =>
        {
            var here = Here(connection, now);
            var unread = TopicRows.Unread(connection, viewer).ToDictionary(entry => entry.Topic, entry => entry.Unread);
            var members = TopicRows.Members(connection);
            return TopicRows.All(connection).ConvertAll(topic => Whole(topic, members[topic.Id], here) with
            {
                Unread = unread.GetValueOrDefault(topic.Name),
            });
        });
    }

    /// <summary>One topic with its members.</summary>
    /// <exception cref="SidecarException">There is no such topic.</exception>
    public Topic Get(TopicName name)
    {
        var now = time.GetUtcNow();
        return db.Read(connection => Whole(connection, TopicRows.Get(connection, name), now));
    }

    /// <summary>Refuses what a closed topic does not take.</summary>
    internal static SidecarException Closed(Topic topic) => SidecarException.Refused(
        $"The topic {topic.Name} was closed by {topic.ClosedBy}; it takes nothing more.",
        $"{StillRead(topic)}; join another topic to write");

    private static string StillRead(Topic topic) => $"history topic={topic.Name} (in a terminal: sidecar log --topic {topic.Name}) reads it";

    private TopicChange Change(AgentKey actor, Func<DbConnection, Agent, DateTimeOffset, (Topic Topic, bool HasChanged)> work) =>
        db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var (topic, hasChanged) = work(connection, AgentRows.Act(connection, actor, now), now);
            return new TopicChange(Whole(connection, topic, now), hasChanged);
        });

    private static Topic Create(DbConnection connection, TopicName name, Agent me, DateTimeOffset now) =>
        TopicRows.CountOpen(connection) < MostOpen
            ? TopicRows.Create(connection, name, me.Name, now)
            : throw SidecarException.Refused(
                $"{MostOpen} topics are open, and no more are allowed. {name} was not created.",
                "join one of those that are open, or close one that is done: topic action=close name=... (in a terminal: sidecar topics close NAME)");

    private Topic Whole(DbConnection connection, Topic topic, DateTimeOffset now) =>
        Whole(topic, TopicRows.Members(connection, topic), Here(connection, now));

    private static Topic Whole(Topic topic, IEnumerable<AgentName> members, HashSet<AgentName> here) => topic with
    {
        Members = [.. members.Select(name => new Recipient(name, here.Contains(name)))],
    };

    private HashSet<AgentName> Here(DbConnection connection, DateTimeOffset now) =>
    [
        AgentName.Human,
        .. new Company(connection, presence, now).Names,
    ];
}
