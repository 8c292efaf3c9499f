using Sidecar.Setup.Files;

namespace Sidecar.Setup.Clients;

/// <summary>
/// Puts one named entry into an object of a JSON text and takes it out again, as text: everything else keeps its
/// bytes, comments and order. Pure (see <see cref="ByteText"/>); putting in and taking out gives back the same bytes.
/// </summary>
/// <remarks>It goes first in its object: there it ends in a comma or stands alone, and no other line has to change.</remarks>
/// <param name="container">The member of the root that the entry belongs in.</param>
/// <param name="name">The entry's name.</param>
/// <param name="fields">Its fields, the values as JSON text.</param>
internal sealed class JsonEntry(string container, string name, IReadOnlyList<(string Name, string Json)> fields)
{
    /// <summary>The text where there was none before.</summary>
    public string WholeFile =>
        JsonLayout.Default.Object([ContainerText(JsonLayout.Default, JsonLayout.Default.Unit)], "") + "\n";

    /// <summary>Where and what to insert into a text that is blank, or a JSON object whose container is an object or missing.</summary>
    public (int Position, string Text) InsertionInto(string json)
    {
        if (!JsonOutline.TryRead(json, out var root, out _))
            return (json.Length, WholeFile);

        var layout = JsonLayout.Of(json, root);
        return root.Find(container) is { } found
            ? First(json, found.Value, layout, EntryText)
            : First(json, root, layout, ContainerText);
    }

    /// <summary>The text without the entry; the text itself where there is none.</summary>
    /// <param name="json">The text.</param>
    /// <param name="inserted">What was inserted, where that is known.</param>
    /// <param name="withContainer">Whether the container goes too, if nothing is left in it.</param>
    public string Remove(string json, string? inserted, bool withContainer)
    {
        if (inserted is not null && Without(json, inserted) is { } asBefore)
            return asBefore;

        if (!JsonOutline.TryRead(json, out var root, out _) || root.Find(container)?.Value is not { } parent)
            return json;

        var index = IndexOf(parent, name);
        if (index < 0)
            return json;

        var left = JsonRemoval.Remove(json, parent, index);
        return withContainer && JsonOutline.TryRead(left, out var rest, out _)
            && rest.Find(container)?.Value is { IsObject: true, Members.Count: 0 }
            ? JsonRemoval.Remove(left, rest, IndexOf(rest, container))
            : left;
    }

    /// <summary>The entry's value, or null if there is none.</summary>
    public JsonPart? Find(JsonPart root) => root.Find(container)?.Value.Find(name)?.Value;

    private static (int Position, string Text) First(
        string json, JsonPart parent, JsonLayout layout, Func<JsonLayout, string, string> member)
    {
        var afterBrace = parent.Start + 1;
        var lineEnd = JsonGaps.LineEndAfter(json, afterBrace);
        var isEmpty = parent.Members.Count == 0;
        if (layout == JsonLayout.OneLine || (lineEnd is null && !isEmpty))
        {
            var space = json.AsSpan(afterBrace).StartsWith(" ") ? " " : "";
            return (afterBrace, space + member(JsonLayout.OneLine, "") + (isEmpty ? "" : ","));
        }

        var outer = JsonLayout.IndentOf(json, parent.Start);
        var indent = isEmpty ? outer + layout.Unit : JsonLayout.IndentOf(json, parent.Members[0].Start);
        var closing = !isEmpty ? "," : lineEnd is null ? layout.LineEnd + outer : "";
        return (lineEnd ?? afterBrace, layout.LineEnd + indent + member(layout, indent) + closing);
    }

    private static int IndexOf(JsonPart parent, string name) =>
        parent.Find(name) is { } member ? parent.Members.ToList().LastIndexOf(member) : -1;

    // Exactly what was put in goes, unless somebody built on it and the rest would no longer be JSON.
    private string? Without(string json, string inserted)
    {
        var at = json.IndexOf(inserted, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var left = json.Remove(at, inserted.Length);
        var isWhole = JsonOutline.IsBlank(left) || (JsonOutline.TryRead(left, out var root, out _) && Find(root) is null);
        return isWhole ? left : null;
    }

    private string EntryText(JsonLayout layout, string indent) =>
        $"\"{name}\": {layout.Object(fields.Select(field => $"\"{field.Name}\": {field.Json}"), indent)}";

    private string ContainerText(JsonLayout layout, string indent) =>
        $"\"{container}\": {layout.Object([EntryText(layout, indent + layout.Unit)], indent)}";
}
