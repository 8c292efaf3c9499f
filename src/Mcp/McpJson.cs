using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>How things are named and shaped in structured results. Untrusted text is made safe to show here.</summary>
internal static class McpJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> shape) => [.. items.Select(shape)];

    public static JsonArray List(IEnumerable<string> items) => List(items, item => JsonValue.Create(item));

    /// <summary>RFC 3339, UTC, with milliseconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether a holder lives: true, false, or "unknown".</summary>
    public static JsonNode Live(Liveness live) => live switch
    {
        Liveness.Alive => JsonValue.Create(true),
        Liveness.Dead => JsonValue.Create(false),
        _ => JsonValue.Create("unknown"),
    };

    public static JsonObject Of(Claim claim) => new()
    {
        ["path"] = claim.Pattern.Text,
        ["holder"] = claim.Holder.Name.ToString(),
        ["mode"] = Word(claim.Mode),
        ["reason"] = Printable.OneLine(claim.Reason),
        ["source"] = Word(claim.Source),
        ["since"] = Time(claim.Since),
        ["expires"] = Time(claim.Expires),
        ["live"] = Live(claim.Live),
    };

    public static JsonObject Of(Agent agent)
    {
        var json = new JsonObject
        {
            ["name"] = agent.Name.ToString(),
            ["client"] = agent.Client,
            ["worktree"] = agent.Worktree,
            ["joined"] = Time(agent.JoinedAt),
            ["active"] = Time(agent.ActiveAt),
        };
        if (agent.Role is { } role)
            json["role"] = Printable.OneLine(role);
        if (agent.Summary is { } summary)
            json["summary"] = Printable.OneLine(summary);
        if (agent.Modules.Count > 0)
            json["modules"] = List(agent.Modules.Select(Printable.OneLine));
        return json;
    }

    /// <param name="message">The message.</param>
    /// <param name="text">Its text as it is to be shown.</param>
    public static JsonObject Of(Message message, string text)
    {
        var json = new JsonObject
        {
            ["id"] = message.Id,
            ["at"] = Time(message.At),
            ["from"] = message.From.ToString(),
            ["to"] = message.To,
        };
        if (text.Length > 0)
            json["text"] = text;
        if (message.Body is { } body)
            json["body"] = JsonNode.Parse(body);
        if (message.Kind is { } kind)
            json["kind"] = kind;
        if (message.ReplyTo is { } earlier)
            json["reply_to"] = earlier;
        return json;
    }

    public static JsonObject Of(Sent sent) => new()
    {
        ["id"] = sent.Id,
        ["recipients"] = List(sent.Recipients, to => new JsonObject { ["name"] = to.Name.ToString(), ["live"] = to.Live }),
    };

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A value as short as it can be written.</summary>
    public static string Compact(JsonElement value) => Encoding.UTF8.GetString(Write(value.WriteTo).Span);

    /// <summary>The value as the protocol library wants it.</summary>
    public static JsonElement Element(JsonNode node) => JsonElement.Parse(Write(writer => node.WriteTo(writer)).Span);

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            write(writer);

        return buffer.WrittenMemory;
    }
}
