using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sidecar.Json;

namespace Sidecar.Mcp;

/// <summary>Structured results, made of the fields that every surface has. What is null is left out: context is what users pay for.</summary>
internal static class McpJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = ReadableEncoder.Instance };

    /// <summary>The object whose fields <paramref name="fields"/> writes.</summary>
    public static JsonObject Of(Action<Utf8JsonWriter> fields)
    {
        var written = Write(writer =>
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        });
        var json = JsonNode.Parse(written.Span)!.AsObject();
        LeaveOutNulls(json);
        return json;
    }

    /// <summary>A value as short as it can be written.</summary>
    public static string Compact(JsonElement value) => Encoding.UTF8.GetString(Write(value.WriteTo).Span);

    /// <summary>The value as the protocol library wants it.</summary>
    public static JsonElement Element(JsonNode node) => JsonElement.Parse(Write(writer => node.WriteTo(writer)).Span);

    private static void LeaveOutNulls(JsonNode node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>())
                LeaveOutNulls(item);
        }

        if (node is not JsonObject fields)
            return;

        foreach (var (name, value) in fields.ToList())
        {
            if (value is null)
                fields.Remove(name);
            else if (name != "body") // Its nulls are somebody's words.
                LeaveOutNulls(value);
        }
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            write(writer);

        return buffer.WrittenMemory;
    }
}
