using System.Text;

namespace Sidecar;

/// <summary>Text from others, made safe to print: no control character reaches a terminal or forges a line.</summary>
public static class Printable
{
    /// <summary>The text on one line, each control, format or line-separating character shown as an escape.</summary>
    public static string OneLine(string text) => Escape(text, keepLines: false);

    /// <summary>The text with its line breaks and tabs kept and every other control character shown as an escape.</summary>
    public static string Lines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLines: true);

    /// <summary>One line of at most <paramref name="length"/> characters, cut with an ellipsis.</summary>
    public static string Short(string text, int length)
    {
        var line = OneLine(text.Length > length * 2 ? text[..(length * 2)] : text);
        return line.Length <= length ? line : line[..(length - 1)] + "…";
    }

    private static string Escape(string text, bool keepLines)
    {
        if (!text.Any(c => MustEscape(c) && !(keepLines && c is '\n' or '\t')))
            return text;

        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!MustEscape(c) || (keepLines && c is '\n' or '\t'))
                safe.Append(c);
            else
                safe.Append(c switch { '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", _ => $"\\u{(int)c:x4}" });
        }

        return safe.ToString();
    }

    // Bidirectional marks and zero-width characters can make a line read as something else; lone surrogates break encoders.
    private static bool MustEscape(char c) =>
        char.IsControl(c)
        || c is >= '\u200b' and <= '\u200f' or >= '\u2028' and <= '\u202e' or >= '\u2060' and <= '\u2069' or '\ufeff';
}
