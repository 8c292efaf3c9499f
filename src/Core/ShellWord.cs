using System.Text;

namespace Sidecar;

/// <summary>Words for a POSIX shell, so that a command that is shown can be pasted whatever the names in it are.</summary>
public static class ShellWord
{
    /// <summary>The text as one word on one line that the shell reads back unchanged, in quotes only where it needs them.</summary>
    public static string Quote(string text)
    {
        if (text.Length > 0 && text.All(IsPlain))
            return text;
        if (Printable.OneLine(text) == text)
            return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

        // What must not be shown raw is brought back by printf, which every shell has. $(...) drops newlines at the end:
        // such a name needs a newer shell.
        return text.EndsWith('\n') ? $"$'{Escaped(text, "\\")}'" : $"\"$(printf %b '{Escaped(text, "\\0")}')\"";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ',' or '=' or '@';

    private static string Escaped(string text, string mark) => string.Concat(
        Encoding.UTF8.GetBytes(text).Select(b => IsPlain((char)b) ? $"{(char)b}" : mark + Convert.ToString(b, 8).PadLeft(3, '0')));
}
