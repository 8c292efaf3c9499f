using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>All messages: sending them and looking them up. Each method is one transaction.</summary>
public sealed class MessageStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    // Renames one after the other, at most so many of which are followed.
    private const int MaxRenames = 8;

    /// <summary>Sends a message as <paramref name="actor"/>.</summary>
    /// <exception cref="SidecarException">Nobody of that name was ever here, or the draft breaks a limit.</exception>
    public Sent Send(AgentKey actor, Draft draft, TalkLimits limits)
    {
        draft.Check();
        return db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var me = AgentRows.Act(connection, actor, now);
            if (draft.ReplyTo is { } earlier && connection.Number("SELECT count(*) FROM messages WHERE id = $id", ("$id", earlier)) == 0)
                throw SidecarException.Usage($"There is no message {earlier} to reply to.", "leave reply_to out, or look it up in the log");

            var recipients = Recipients(connection, me, draft.To, now);
            var id = MessageRows.Add(connection, me.Name, draft, recipients.Select(recipient => recipient.Name), now);
            return new Sent(id, recipients);
        });
    }

    /// <summary>The log, newest first.</summary>
    public IReadOnlyList<Message> Log(LogQuery query) => db.Read(connection => connection.Query(
        $"""
        SELECT {MessageRows.Columns} FROM messages
        WHERE messages.id > $since AND ($before IS NULL OR messages.id < $before)
            AND ($with IS NULL OR sender = $with OR messages.recipient = $with OR EXISTS
                (SELECT 1 FROM deliveries WHERE message_id = messages.id AND deliveries.recipient = $with))
            AND ($search IS NULL OR text LIKE $search ESCAPE '\' OR body LIKE $search ESCAPE '\')
        ORDER BY messages.id DESC LIMIT $limit
        """,
        MessageRows.Read,
        ("$since", query.Since), ("$before", query.Before), ("$with", query.With?.ToString()),
        ("$search", query.Search is { } words ? $"%{EscapeLike(words)}%" : null),
        ("$limit", Math.Clamp(query.Limit, 1, LogQuery.MaxLimit))));

    private List<Recipient> Recipients(DbConnection connection, Agent me, string to, DateTimeOffset now)
    {
        var live = AgentRows.Present(connection).Where(agent => presence.Check(agent, now) is not Liveness.Dead).ToList();
        if (to == Draft.Everybody)
            return live.Where(agent => agent.Id != me.Id).Select(agent => new Recipient(agent.Name, Live: true)).ToList();

        var name = NameNow(connection, AgentName.ParseParty(to));
        if (name == AgentName.System || name == me.Name)
        {
            var instead = me.IsHuman ? "an agent" : "another agent, 'human'";
            throw SidecarException.Usage($"A message to {name} goes nowhere.", $"send to {instead} or '{Draft.Everybody}'");
        }

        if (name == AgentName.Human)
            return [new Recipient(AgentName.Human, Live: true)];
        if (live.Find(agent => agent.Name == name) is { } here)
            return [new Recipient(here.Name, Live: true)];
        if (connection.Number("SELECT count(*) FROM agents WHERE name = $name", ("$name", name.ToString())) > 0)
            return [new Recipient(name, Live: false)];

        var others = live.Where(agent => agent.Id != me.Id).Select(agent => agent.Name.ToString()).ToList();
        throw SidecarException.Usage(
            $"No agent named {name} was ever here.",
            others.Count == 0 ? "nobody else is here now; send to human" : "send to one of " + string.Join(", ", others));
    }

    /// <summary>What an agent is called now that others still know by an earlier name, unless somebody else has that name.</summary>
    private static AgentName NameNow(DbConnection connection, AgentName name)
    {
        for (var step = 0; step < MaxRenames; step++)
        {
            var isKnown = connection.Number("SELECT count(*) FROM agents WHERE name = $name", ("$name", name.ToString())) > 0;
            var renamed = isKnown ? null : connection.Query(
                "SELECT who FROM events WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE ORDER BY id DESC LIMIT 1",
                row => row.GetString(0), ("$name", name.ToString())).FirstOrDefault();
            if (renamed is null)
                break;

            name = AgentName.ParseParty(renamed);
        }

        return name;
    }

    private static string EscapeLike(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
