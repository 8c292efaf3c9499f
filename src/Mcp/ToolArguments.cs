using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Sidecar.Mcp;

/// <summary>The arguments of one call, checked by hand: whatever is wrong is said in words the model can act on.</summary>
internal sealed class ToolArguments
{
    private readonly string _tool;
    private readonly IDictionary<string, JsonElement> _values;

    /// <exception cref="SidecarException">There is an argument that the tool does not know.</exception>
    public ToolArguments(SidecarTool tool, IDictionary<string, JsonElement>? values)
    {
        _tool = tool.Name;
        _values = values ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var known = Known(tool);
        foreach (var name in _values.Keys)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                throw Unknown(name, known);
        }
    }

    /// <summary>A text of at most <paramref name="limit"/> bytes of UTF-8; null where it was not given.</summary>
    public string? Text(string name, int limit)
    {
        if (!TryGet(name, out var value))
            return null;

        return TextOf(value, name, limit, $"\"{name}\": \"...\"");
    }

    /// <summary>A JSON value of at most <paramref name="limit"/> bytes, as compact text; null where it was not given.</summary>
    public string? Json(string name, int limit)
    {
        if (!TryGet(name, out var value))
            return null;

        return Limited(McpJson.Compact(value), name, limit);
    }

    /// <summary>On or off; off where it was not given.</summary>
    public bool Flag(string name)
    {
        if (!TryGet(name, out var value))
            return false;

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong($"'{name}' must be true or false, not {Kind(value)}.", $"\"{name}\": true");
    }

    /// <summary>A whole number; null where it was not given.</summary>
    public int? Number(string name, int min, int max) => (int?)Whole(name, min, max);

    /// <summary>The number of a message; null where it was not given.</summary>
    public long? MessageId(string name) => Whole(name, 0, long.MaxValue);

    /// <summary>The number of something stored; null where it was not given.</summary>
    public long? Id(string name) => Whole(name, 1, long.MaxValue);

    /// <summary>A list of texts; null where it was not given.</summary>
    public IReadOnlyList<string>? Texts(string name, int maxCount, int limit)
    {
        var example = $"\"{name}\": [\"...\"]";
        return List(name, maxCount, example, item => TextOf(item, name, limit, example));
    }

    /// <summary>A list of message numbers; null where it was not given.</summary>
    public IReadOnlyList<long>? MessageIds(string name, int maxCount)
    {
        var example = $"\"{name}\": [12, 13]";
        return List(name, maxCount, example, item => item.ValueKind is JsonValueKind.Number && item.TryGetInt64(out var id)
            ? id
            : throw Wrong($"'{name}' holds {Kind(item)} where a message's number is expected.", example));
    }

    /// <summary>A list that must be there and hold something.</summary>
    public IReadOnlyList<string> RequiredTexts(string name, int maxCount, int limit) =>
        Texts(name, maxCount, limit) is { Count: > 0 } texts
            ? texts
            : throw Wrong($"'{name}' is missing: {_tool} needs at least one.", $"\"{name}\": [\"src/app.cs\"]");

    /// <summary>A mistake in the arguments.</summary>
    public SidecarException Wrong(string what, string example) =>
        SidecarException.Usage(what, $"call {_tool} with {example}");

    private static IReadOnlyList<string> Known(SidecarTool tool) =>
        tool.Definition.InputSchema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];

    private SidecarException Unknown(string name, IReadOnlyList<string> known) => SidecarException.Usage(
        $"{_tool} has no argument '{Printable.Short(name, 60)}'.",
        known.Count == 0 ? $"call {_tool} without arguments" : $"call {_tool} with some of: {string.Join(", ", known)}");

    // Models send null for "not given".
    private bool TryGet(string name, out JsonElement value) =>
        _values.TryGetValue(name, out value) && value.ValueKind is not JsonValueKind.Null;

    private long? Whole(string name, long min, long max)
    {
        if (!TryGet(name, out var value))
            return null;
        var number = 0L;
        var isWhole = value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out number);
        if (isWhole && number >= min && number <= max)
            return number;

        var example = !isWhole ? Math.Max(min, 1) : number > max ? max : min;
        var range = max == long.MaxValue ? $"from {min} on" : $"from {min} to {max}";
        throw Wrong($"'{name}' must be a whole number {range}, not {Kind(value)}.", $"\"{name}\": {example}");
    }

    private List<T>? List<T>(string name, int maxCount, string example, Func<JsonElement, T> read)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is not JsonValueKind.Array)
            throw Wrong($"'{name}' must be a list, not {Kind(value)}.", example);
        if (value.GetArrayLength() > maxCount)
            throw Wrong($"'{name}' holds {value.GetArrayLength()} items; {maxCount} are allowed in one call.", example);

        return [.. value.EnumerateArray().Select(read)];
    }

    private string TextOf(JsonElement value, string name, int limit, string example)
    {
        if (value.ValueKind is not JsonValueKind.String)
            throw Wrong($"'{name}' must be text, not {Kind(value)}.", example);

        try
        {
            return Limited(value.GetString()!, name, limit);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON and no text.
            throw Wrong($"'{name}' is not valid Unicode.", example);
        }
    }

    private string Limited(string text, string name, int limit) => Encoding.UTF8.GetByteCount(text) is var size && size > limit
        ? throw Wrong($"'{name}' is {size} bytes long; {limit} are allowed.", $"a shorter \"{name}\"")
        : text;

    [SuppressMessage("Style", "IDE0072", Justification = "The other kinds cannot occur in a value that was given.")]
    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => value.GetRawText() is { Length: <= 24 } number ? number : "a number of that size",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };
}
