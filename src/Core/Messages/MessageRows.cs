using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Messages and deliveries as rows. Always inside a caller's transaction.</summary>
internal static class MessageRows
{
    /// <summary>The columns of a message; read them with <see cref="Read"/>.</summary>
    public const string Columns = "messages.id AS id, at, sender, messages.recipient AS addressee, messages.text AS text, messages.body AS body, kind, reply_to, topic, thread";

    /// <summary>Stores a message for its recipients.</summary>
    public static long Add(DbConnection db, AgentName from, Draft draft, IEnumerable<AgentName> recipients, DateTimeOffset now)
    {
        var id = db.Insert(
            """
            INSERT INTO messages (at, sender, recipient, text, body, kind, reply_to, topic, thread, send_key)
            VALUES ($at, $from, $to, $text, $body, $kind, $replyTo, $topic, $thread, $key)
            """,
            ("$at", now.Stored()), ("$from", from.ToString()), ("$to", draft.To), ("$text", draft.Text), ("$body", draft.Body),
            ("$kind", draft.Kind), ("$replyTo", draft.ReplyTo), ("$topic", draft.Topic),
            ("$thread", draft.Thread), ("$key", draft.Key));
        var names = recipients.Select(recipient => recipient.ToString()).ToList();
        db.ExecuteEach(
            "INSERT INTO deliveries (message_id, recipient) VALUES ($id, $recipient)",
            names.Select(name => new (string, object?)[] { ("$id", id), ("$recipient", name) }));
        names.ForEach(db.RingFor);

        EventLog.Add(db, new Happening(now, "message.sent", from.ToString(), draft.To, $"message {id}"));
        return id;
    }

    /// <summary>Stores a notice from Sidecar itself in a topic.</summary>
    public static long Notify(DbConnection db, Topic topic, IReadOnlyList<AgentName> to, string text, DateTimeOffset now) =>
        Add(db, AgentName.System, new Draft(Draft.Everybody, text, Kind: ReservedKinds.Notice) { Topic = topic.Name.ToString() }, to, now);

    /// <summary>Stores a notice from Sidecar itself.</summary>
    public static long Notify(DbConnection db, AgentName to, string text, DateTimeOffset now) =>
        Add(db, AgentName.System, new Draft(to.ToString(), text, Kind: ReservedKinds.Notice), [to], now);

    /// <summary>Reads a message from a row that selected <see cref="Columns"/>.</summary>
    public static Message Read(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        At = row.Time("at"),
        From = AgentName.ParseParty(row.Text("sender")!),
        To = row.Text("addressee")!,
        Text = row.Text("text")!,
        Body = row.Text("body"),
        Kind = row.Text("kind"),
        ReplyTo = row.Number("reply_to"),
        Topic = row.Text("topic"),
        Thread = row.Number("thread"),
    };
}
