using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>All messages: sending them and looking them up. Each method is one transaction.</summary>
public sealed class MessageStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    // For so long a sender's key stands for one message.
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    /// <summary>Sends a message as <paramref name="actor"/>; under a key that it has used lately it tells of the first time instead.</summary>
    /// <exception cref="SidecarException">Nobody gets it: unknown, full, closed, not joined; or it breaks a limit.</exception>
    public Sent Send(AgentKey actor, Draft draft, TalkLimits limits)
    {
        draft.Check();
        ReservedKinds.Refuse(draft.Kind);
        if (Same(draft.To, Draft.Everybody))
            draft = draft with { To = Draft.Everybody };

        return db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var me = AgentRows.Act(connection, actor, now);
            var company = new Company(connection, presence, now);
            if (SentBefore(connection, me, draft, now) is { } first)
                return Again(connection, first, draft, company);

            MessageLimits.CheckRate(connection, me.Name, limits, now);
            if (draft.ReplyTo is { } earlier && connection.Number("SELECT count(*) FROM messages WHERE id = $id", ("$id", earlier)) == 0)
                throw SidecarException.Usage($"There is no message {earlier} to reply to.", "leave reply_to out, or look it up in the log");

            var (addressed, recipients) = new Addressing(connection, me, company).Resolve(draft);
            var full = MessageLimits.FullOnes(connection, recipients.Select(recipient => recipient.Name), limits);
            if (full.Count > 0 && full.Count == recipients.Count)
                throw MessageLimits.Full(full, limits);

            recipients.RemoveAll(recipient => full.Contains(recipient.Name));
            var id = MessageRows.Add(connection, me.Name, addressed, recipients.Select(recipient => recipient.Name), now);
            return new Sent(id, recipients) { Topic = addressed.Topic, Full = full };
        });
    }

    /// <summary>The log, newest first. By any name that an agent has or had, what was said under all of them is found.</summary>
    /// <exception cref="SidecarException">The search is too long or empty, or there is no such party or topic.</exception>
    public IReadOnlyList<Message> Log(LogQuery query)
    {
        var search = query.Search is null ? FullText.Nothing : FullText.Parse(query.Search);
        return db.Read(connection =>
        {
            if (query.Topic is { } topic)
                TopicRows.Get(connection, TopicName.FromStored(topic));
            return LogRows.Find(connection, query, query.With is { } asked ? NamesOf(connection, asked) : [], search);
        });
    }

    /// <summary>The number of the newest message; 0 if there is none.</summary>
    public long Newest() => db.Read(connection => connection.Number("SELECT max(id) FROM messages"));

    private static IReadOnlyList<AgentName> NamesOf(DbConnection connection, AgentName asked)
    {
        if (asked == AgentName.System || asked == AgentName.Human)
            return [asked];

        var names = KnownNames.AllOf(connection, asked);
        return KnownNames.IsKnown(connection, names[0]) ? names : throw NeverHere(connection, asked);
    }

    private static SidecarException NeverHere(DbConnection connection, AgentName name)
    {
        var here = AgentRows.Present(connection).Select(agent => agent.Name).Append(AgentName.Human);
        return SidecarException.Usage(
            $"No agent named {name} was ever here.", $"take one of {Printable.List([.. here.Select(known => known.ToString())])}");
    }

    // Also under a name that the sender had then: after a rename it is the same one still.
    private static Message? SentBefore(DbConnection connection, Agent me, Draft draft, DateTimeOffset now) => draft.Key is null
        ? null
        : KnownNames.OwnSince(connection, me.Name, now - KeyLife).SelectMany(name => connection.Query(
            $"""
            SELECT {MessageRows.Columns} FROM messages
            WHERE sender = $name AND send_key = $key AND at > $since AND at < $until ORDER BY messages.id DESC LIMIT 1
            """,
            MessageRows.Read,
            ("$name", name.ToString()), ("$key", draft.Key), ("$since", (now - KeyLife).Stored()), ("$until", (now + KeyLife).Stored())))
            .MaxBy(message => message.Id);

    private static Sent Again(DbConnection connection, Message first, Draft draft, Company company)
    {
        var recipients = connection.Query(
            "SELECT recipient FROM deliveries WHERE message_id = $id",
            row => AgentName.ParseParty(row.Text("recipient")!), ("$id", first.Id));
        return new Sent(first.Id, recipients.ConvertAll(name => new Recipient(name, company.Find(name) is not null)))
        {
            Topic = first.Topic,
            IsRepeated = true,
            IsDifferent = first.Text != draft.Text || first.Body != draft.Body || first.Kind != draft.Kind || first.ReplyTo != draft.ReplyTo
                || !Same(NameNow(connection, first.To), NameNow(connection, draft.To)) || !Same(first.Topic, draft.Topic),
        };
    }

    // What is no name stays as it is: "all", and what nobody is called.
    private static string NameNow(DbConnection connection, string to) => KnownNames.Find(connection, to)?.ToString() ?? to;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
