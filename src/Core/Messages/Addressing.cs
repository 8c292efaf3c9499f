using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Finds out who gets a message. Always inside a caller's transaction.</summary>
/// <param name="db">The state.</param>
/// <param name="me">Who sends.</param>
/// <param name="live">The agents that are here.</param>
internal sealed class Addressing(DbConnection db, Agent me, IReadOnlyList<Agent> live)
{
    // Renames one after the other, at most so many of which are followed.
    private const int MaxRenames = 8;

    /// <summary>The draft with its addressee and topic as they are called now, and who gets it.</summary>
    /// <exception cref="SidecarException">There is no such party or topic, or the sender may not write there.</exception>
    public (Draft Draft, List<Recipient> Recipients) Resolve(Draft draft)
    {
        if (draft.Topic is not null)
            return InTopic(draft, TopicRows.Get(db, TopicName.Parse(draft.Topic)));
        if (draft.To == Draft.Everybody)
            return (draft, All(draft));

        var one = One(draft.To);
        return (draft with { To = one.Name.ToString() }, [one]);
    }

    /// <summary>What a party is called now, by whichever of its names it is asked for; null if nobody of that name was ever here.</summary>
    public AgentName? Find(string text)
    {
        if (!AgentName.TryParse(text, out _) && !AgentName.Human.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            return null;

        var now = NameNow(AgentName.ParseParty(text));
        return IsKnown(now) ? now : null;
    }

    private (Draft Draft, List<Recipient> Recipients) InTopic(Draft draft, Topic topic)
    {
        if (topic.ClosedAt is not null)
            throw TopicStore.Closed(topic);

        var members = TopicRows.Members(db, topic);
        if (!me.IsHuman && !members.Contains(me.Name))
            throw SidecarException.Refused($"{me.Name} has not joined the topic {topic.Name}, and only members write in it.", TopicRows.JoinFirst(topic.Name));

        draft = draft with { Topic = topic.Name.ToString() };
        if (draft.To == Draft.Everybody)
            return (draft, [.. members.Where(name => draft.IncludeSelf || name != me.Name).Select(name => new Recipient(name, IsHere(name)))]);

        var one = One(draft.To);
        return members.Contains(one.Name)
            ? (draft with { To = one.Name.ToString() }, [one])
            : throw SidecarException.Refused(
                $"{one.Name} is no member of the topic {topic.Name}. Members: {Printable.List([.. members.Select(name => name.ToString())])}.",
                $"send to {one.Name} without a topic, or to '{Draft.Everybody}' in it");
    }

    private List<Recipient> All(Draft draft)
    {
        var recipients = live.Where(agent => agent.Id != me.Id).Select(agent => new Recipient(agent.Name, Live: true)).ToList();
        if (draft.IncludeSelf)
            recipients.Add(new Recipient(me.Name, Live: true));
        return recipients;
    }

    private Recipient One(string to)
    {
        var name = NameNow(AgentName.ParseParty(to));
        if (name == AgentName.System || name == me.Name)
        {
            var instead = me.IsHuman ? "an agent" : "another agent, 'human'";
            throw SidecarException.Usage($"A message to {name} goes nowhere.", $"send to {instead} or '{Draft.Everybody}'");
        }

        if (name == AgentName.Human)
            return new Recipient(AgentName.Human, Live: true);
        if (live.FirstOrDefault(agent => agent.Name == name) is { } here)
            return new Recipient(here.Name, Live: true);
        if (IsKnown(name))
            return new Recipient(name, Live: false);

        var others = live.Where(agent => agent.Id != me.Id).Select(agent => agent.Name.ToString()).ToList();
        throw SidecarException.Usage(
            $"No agent named {name} was ever here.",
            others.Count == 0 ? "nobody else is here now; send to human" : "send to one of " + string.Join(", ", others));
    }

    /// <summary>What an agent is called now that others still know by an earlier name, unless somebody else has that name.</summary>
    private AgentName NameNow(AgentName name)
    {
        for (var step = 0; step < MaxRenames; step++)
        {
            var renamed = IsKnown(name) ? null : db.Query(
                "SELECT who FROM events WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE ORDER BY id DESC LIMIT 1",
                row => row.GetString(0), ("$name", name.ToString())).FirstOrDefault();
            if (renamed is null)
                break;

            name = AgentName.ParseParty(renamed);
        }

        return name;
    }

    private bool IsKnown(AgentName name) =>
        db.Number("SELECT count(*) FROM agents WHERE name = $name", ("$name", name.ToString())) > 0;

    private bool IsHere(AgentName name) => name == AgentName.Human || live.Any(agent => agent.Name == name);
}
