using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Json;

/// <summary>
/// The fields of the things that answers are made of, for every surface. Names and meanings are in docs/json.md and do not
/// change. Text of others is written as it may be shown.
/// </summary>
public static class JsonFields
{
    /// <summary>A time as RFC 3339 in UTC with milliseconds.</summary>
    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteString(name, Words.Of(at));

    /// <summary>A list of objects.</summary>
    public static void Items<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fields(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of texts.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    /// <summary>True, false, or the text "unknown".</summary>
    public static void Live(this Utf8JsonWriter json, Liveness live)
    {
        if (live is Liveness.Unknown)
            json.WriteString("live", "unknown");
        else
            json.WriteBoolean("live", live is Liveness.Alive);
    }

    /// <summary>A claim.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="claim">What is held.</param>
    /// <param name="path">The path asked for, where that is another one than the path held.</param>
    public static void Claim(this Utf8JsonWriter json, Claim claim, string? path = null)
    {
        json.WriteString("path", path ?? claim.Pattern.Text);
        json.WriteString("holder", claim.Holder.Name.ToString());
        json.WriteString("mode", Words.Of(claim.Mode));
        json.Line("reason", claim.Reason);
        json.WriteString("source", Words.Of(claim.Source));
        json.Time("since", claim.Since);
        if (claim.Work is { } work)
        {
            json.WriteNull("expires");
            json.WriteString("evidence", Words.Of(work.Evidence));
            json.WriteString("worktree", work.Worktree);
        }
        else
        {
            json.Time("expires", claim.Expires);
        }

        json.Live(claim.Live);
    }

    /// <summary>An agent.</summary>
    public static void Agent(this Utf8JsonWriter json, Agent agent)
    {
        json.WriteString("name", agent.Name.ToString());
        json.Line("client", agent.Client);
        json.Line("client_version", agent.ClientVersion);
        json.WriteString("worktree", agent.Worktree);
        json.Line("role", agent.Role);
        json.Line("summary", agent.Summary);
        json.Texts("modules", agent.Modules.Select(Printable.OneLine));
        json.Time("joined", agent.JoinedAt);
        json.Time("active", agent.ActiveAt);
    }

    /// <summary>A message.</summary>
    public static void Message(this Utf8JsonWriter json, Message message)
    {
        json.WriteNumber("id", message.Id);
        json.Time("at", message.At);
        json.WriteString("from", message.From.ToString());
        json.WriteString("to", message.To);
        json.WriteString("kind", message.Kind);
        json.WriteString("text", Printable.Lines(message.Text));
        json.WritePropertyName("body");
        json.WriteRawValue(message.Body is { } body ? Printable.Json(body) : "null");
        json.WritePropertyName("reply_to");
        json.WriteRawValue(message.ReplyTo?.ToString() ?? "null");
        json.WriteString("topic", message.Topic);
        json.WritePropertyName("thread");
        json.WriteRawValue(message.Thread?.ToString() ?? "null");
    }

    /// <summary>A topic.</summary>
    public static void Topic(this Utf8JsonWriter json, Topic topic)
    {
        json.WriteString("name", topic.Name.ToString());
        json.Time("created", topic.CreatedAt);
        json.WriteString("created_by", topic.CreatedBy.ToString());
        json.WriteString("closed", topic.ClosedAt is { } at ? Words.Of(at) : null);
        json.WriteString("closed_by", topic.ClosedBy?.ToString());
        json.Items("members", topic.Members, (item, member) => item.Recipient(member));
    }

    /// <summary>A topic, with what is unread in it for whoever asked.</summary>
    public static void TopicWithUnread(this Utf8JsonWriter json, Topic topic)
    {
        json.Topic(topic);
        json.WriteNumber("unread", topic.Unread);
    }

    /// <summary>Messages that wait for somebody who is gone.</summary>
    public static void Orphan(this Utf8JsonWriter json, Orphan orphan)
    {
        json.WriteString("name", orphan.Name.ToString());
        json.WriteNumber("count", orphan.Count);
        json.Time("oldest", orphan.Oldest);
        json.Time("newest", orphan.Newest);
        json.Time("gone", orphan.GoneSince);
    }

    /// <summary>Somebody who gets what is sent.</summary>
    public static void Recipient(this Utf8JsonWriter json, Recipient recipient)
    {
        json.WriteString("name", recipient.Name.ToString());
        json.WriteBoolean("live", recipient.Live);
    }

    /// <summary>An event.</summary>
    public static void Event(this Utf8JsonWriter json, Happening happening)
    {
        json.WriteNumber("id", happening.Id);
        json.Time("at", happening.At);
        json.WriteString("kind", happening.Kind);
        json.WriteString("who", happening.Who);
        json.Line("subject", happening.Subject);
        json.Line("detail", happening.Detail);
    }

    /// <summary>Text of others that is one line; null where there is none.</summary>
    internal static void Line(this Utf8JsonWriter json, string name, string? text) =>
        json.WriteString(name, text is null ? null : Printable.OneLine(text));
}
