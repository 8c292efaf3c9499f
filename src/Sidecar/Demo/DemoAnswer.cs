using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Sidecar.Demo;

/// <summary>What a tool answered. Asking for what is not there gives nothing, which no expectation accepts.</summary>
internal sealed class DemoAnswer(CallToolResult result)
{
    /// <summary>Whether the tool says that it did not do it.</summary>
    public bool IsError => result.IsError == true;

    /// <summary>The text that a model reads.</summary>
    public string Text => string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    /// <summary>How many items a list has.</summary>
    public int Count(string list) => Items(list).Count;

    /// <summary>A text of the first item of a list.</summary>
    public string? First(string list, string field) =>
        Items(list) is [var first, ..] && first.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The number of the first message in the list, or 0.</summary>
    public long FirstId(string list) =>
        Items(list) is [var first, ..] && first.TryGetProperty("id", out var id) ? id.GetInt64() : 0;

    private List<JsonElement> Items(string list) =>
        result.StructuredContent is { ValueKind: JsonValueKind.Object } content
        && content.TryGetProperty(list, out var items)
        && items.ValueKind is JsonValueKind.Array
            ? [.. items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object)]
            : [];
}
