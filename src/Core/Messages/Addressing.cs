using System.Data.Common;
using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>Finds out who gets a message. Always inside a caller's transaction.</summary>
/// <param name="db">The state.</param>
/// <param name="me">Who sends.</param>
/// <param name="company">Who is here.</param>
internal sealed class Addressing(DbConnection db, Agent me, Company company)
{
    // For people, who cannot send to "human", which is they.
    private const string NobodyHere = "no agent is here now; start one first (sidecar agents shows who is here)";

    /// <summary>The draft with its addressee and topic as they are called now, and who gets it.</summary>
    /// <exception cref="SidecarException">There is no such party or topic, or the sender may not write there.</exception>
    public (Draft Draft, List<Recipient> Recipients) Resolve(Draft draft)
    {
        if (draft.Topic is not null)
            return InTopic(draft, TopicRows.Get(db, TopicName.Parse(draft.Topic), isToWrite: true));
        if (draft.To == Draft.Everybody)
            return (draft, All(draft));

        var one = One(draft.To);
        return (draft with { To = one.Name.ToString() }, [one]);
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
            return (draft, [.. AllOf(members, draft.IncludeSelf).Select(name => new Recipient(name, IsHere(name)))]);

        var one = One(draft.To);
        return members.Contains(one.Name)
            ? (draft with { To = one.Name.ToString() }, [one])
            : throw SidecarException.Refused(
                $"{one.Name} is no member of the topic {topic.Name}. Members: {Printable.List([.. members.Select(name => name.ToString())])}.",
                $"send to {one.Name} without a topic, or to '{Draft.Everybody}' in it");
    }

    // A person need not be a member to write, and may want it back all the same.
    private IEnumerable<AgentName> AllOf(List<AgentName> members, bool includeSelf) =>
        includeSelf ? members.Union([me.Name]) : members.Where(name => name != me.Name);

    private List<Recipient> All(Draft draft)
    {
        var recipients = company.All.Where(agent => agent.Id != me.Id).Select(agent => new Recipient(agent.Name, Live: true)).ToList();
        if (draft.IncludeSelf)
            recipients.Add(new Recipient(me.Name, Live: true));
        return recipients;
    }

    private Recipient One(string to)
    {
        var name = KnownNames.NameNow(db, AgentName.ParseParty(to));
        if (name == AgentName.System || name == me.Name)
        {
            var instead = me.IsHuman ? "an agent" : "another agent, 'human'";
            throw SidecarException.Usage(
                $"A message to {name} goes nowhere.", IsAlone && me.IsHuman ? NobodyHere : $"send to {instead} or '{Draft.Everybody}'");
        }

        if (name == AgentName.Human)
            return new Recipient(AgentName.Human, Live: true);
        if (company.Find(name) is { } here)
            return new Recipient(here.Name, Live: true);
        if (KnownNames.IsKnown(db, name))
            return new Recipient(name, Live: false);

        var nobody = me.IsHuman ? NobodyHere : "nobody else is here now; send to human";
        throw SidecarException.Usage($"No agent named {name} was ever here.", IsAlone ? nobody : "send to one of " + string.Join(", ", Others));
    }

    private IEnumerable<AgentName> Others => company.All.Where(agent => agent.Id != me.Id).Select(agent => agent.Name);

    private bool IsAlone => !Others.Any();

    private bool IsHere(AgentName name) => company.Find(name) is not null;
}
