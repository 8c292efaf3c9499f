using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Json;

/// <summary>The fields that several answers share. Names and meanings are in docs/json.md and do not change.</summary>
internal static class JsonFields
{
    /// <summary>A time as RFC 3339 in UTC with milliseconds.</summary>
    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset at) =>
        json.WriteString(name, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));

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

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    /// <param name="json">Where to.</param>
    /// <param name="claim">What is held.</param>
    /// <param name="path">The path asked for, where that is another one than the path held.</param>
    public static void Claim(this Utf8JsonWriter json, Claim claim, string? path = null)
    {
        json.WriteString("path", path ?? claim.Pattern.Text);
        json.WriteString("holder", claim.Holder.Name.ToString());
        json.WriteString("mode", Words.Of(claim.Mode));
        json.WriteString("reason", claim.Reason);
        json.WriteString("source", Words.Of(claim.Source));
        json.Time("since", claim.Since);
        json.Time("expires", claim.Expires);
        json.Live(claim.Live);
    }

    /// <summary>True, false, or the text "unknown".</summary>
    public static void Live(this Utf8JsonWriter json, Liveness live)
    {
        if (live is Liveness.Unknown)
            json.WriteString("live", "unknown");
        else
            json.WriteBoolean("live", live is Liveness.Alive);
    }

    public static void Agent(this Utf8JsonWriter json, Agent agent)
    {
        json.WriteString("name", agent.Name.ToString());
        json.WriteString("client", agent.Client);
        json.WriteString("client_version", agent.ClientVersion);
        json.WriteString("worktree", agent.Worktree);
        json.WriteString("role", agent.Role);
        json.WriteString("summary", agent.Summary);
        json.Texts("modules", agent.Modules);
        json.Time("joined", agent.JoinedAt);
        json.Time("active", agent.ActiveAt);
    }

    public static void Message(this Utf8JsonWriter json, Message message)
    {
        json.WriteNumber("id", message.Id);
        json.Time("at", message.At);
        json.WriteString("from", message.From.ToString());
        json.WriteString("to", message.To);
        json.WriteString("kind", message.Kind);
        json.WriteString("text", message.Text);
        json.WritePropertyName("body");
        json.WriteRawValue(message.Body ?? "null");
        json.WritePropertyName("reply_to");
        json.WriteRawValue(message.ReplyTo?.ToString() ?? "null");
    }
}
