using System.Globalization;
using System.Text;

namespace Sidecar;

/// <summary>Text from others, made safe to print: no control character reaches a terminal or forges a line.</summary>
public static class Printable
{
    /// <summary>The text on one line, each control, format or line-separating character shown as an escape.</summary>
    public static string OneLine(string text) => Escape(text, keepLines: false);

    /// <summary>The text with its line breaks and tabs kept and every other control character shown as an escape.</summary>
    public static string Lines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLines: true);

    /// <summary>
    /// A JSON text in which every such character of its strings stands as JSON's own escape: the same value for whoever
    /// parses it, and nothing hidden from whoever reads it as it is.
    /// </summary>
    public static string Json(string json)
    {
        if (json.All(char.IsAscii))
            return json;

        var safe = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            // ASCII ones can only stand between its parts, where an escape is not JSON.
            var mustEscape = !rune.IsAscii && IsHidden(rune);
            var written = rune.ToString();
            safe.Append(mustEscape ? string.Concat(written.Select(unit => $"\\u{(int)unit:x4}")) : written);
        }

        return safe.ToString();
    }

    /// <summary>One line of at most <paramref name="length"/> characters, cut with an ellipsis.</summary>
    public static string Short(string text, int length)
    {
        var line = OneLine(Cut(text, length * 2));
        return line.Length <= length ? line : Cut(line, length - 1) + "…";
    }

    /// <summary>One such line in quotes, which it cannot leave: words of others must not read as ours.</summary>
    public static string Quoted(string text, int length) => $"\"{Short(text, length).Replace('"', '\'')}\"";

    /// <summary>A path or a name on one line, in quotes where it could read as words of ours.</summary>
    public static string Name(string text) =>
        text.Any(c => char.IsWhiteSpace(c) || c is '"' or '<' or '>' or ';') ? $"\"{OneLine(text).Replace('"', '\'')}\"" : OneLine(text);

    /// <summary>The first characters of a text, never half of one.</summary>
    public static string Cut(string text, int length) =>
        length >= text.Length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Up to ten things in one line, and how many more there are.</summary>
    public static string List(IReadOnlyList<string> things)
    {
        const int most = 10;
        var shown = string.Join(", ", things.Take(most).Select(OneLine));
        return things.Count > most ? $"{shown} and {things.Count - most} more" : shown;
    }

    private static string Escape(string text, bool keepLines)
    {
        if (text.All(c => char.IsAscii(c) && !char.IsControl(c)))
            return text;

        var safe = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, index, out var rune);
            if (isWhole && (!IsHidden(rune) || (keepLines && rune.Value is '\n' or '\t')))
                safe.Append(rune);
            else
                safe.Append(Escaped(isWhole ? rune.Value : text[index]));
            index += isWhole ? rune.Utf16SequenceLength : 1;
        }

        return safe.ToString();
    }

    private static string Escaped(int value) => value switch
    {
        '\n' => "\\n",
        '\t' => "\\t",
        '\r' => "\\r",
        > 0xffff => $"\\U{value:x8}",
        _ => $"\\u{value:x4}",
    };

    /// <summary>
    /// Whether a character makes a line read as something else, or says what nobody sees: control characters, marks of direction,
    /// zero-width and tag characters. (The joiners that emoji and some scripts need are among them: better an odd name than a
    /// forged one.)
    /// </summary>
    internal static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        || rune.Value is >= 0xe0000 and <= 0xe0fff;
}
