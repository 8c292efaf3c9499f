namespace Sidecar.Setup.Clients;

/// <summary>How somebody laid out a JSON text, so that what is put in looks like the rest of it.</summary>
/// <param name="Unit">One step of indentation.</param>
/// <param name="LineEnd">LF or CR LF; empty where everything stands on one line.</param>
internal sealed record JsonLayout(string Unit, string LineEnd)
{
    public static readonly JsonLayout Default = new("  ", "\n");
    public static readonly JsonLayout OneLine = new("", "");

    public static JsonLayout Of(string json, JsonPart root)
    {
        var newline = json.IndexOf('\n', root.Start);
        if (newline < 0 || newline >= root.End)
            return root.Members.Count == 0 ? Default : OneLine;

        var unit = root.Members.Count > 0 && IndentOf(json, root.Members[0].Start) is { Length: > 0 } indent
            ? indent
            : Default.Unit;
        return new JsonLayout(unit, json[newline - 1] == '\r' ? "\r\n" : "\n");
    }

    /// <summary>The white space at the start of the line that this position is in.</summary>
    public static string IndentOf(string json, int position)
    {
        var line = position == 0 ? 0 : json.LastIndexOf('\n', position - 1) + 1;
        var end = line;
        while (end < position && json[end] is ' ' or '\t')
            end++;
        return json[line..end];
    }

    /// <summary>An object with these members, its closing brace indented by <paramref name="indent"/>.</summary>
    public string Object(IEnumerable<string> members, string indent)
    {
        if (LineEnd.Length == 0)
            return $"{{{string.Join(", ", members)}}}";

        var inner = LineEnd + indent + Unit;
        return $"{{{inner}{string.Join("," + inner, members)}{LineEnd}{indent}}}";
    }
}
