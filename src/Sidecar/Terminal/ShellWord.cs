using System.Text;

namespace Sidecar.Terminal;

/// <summary>Words as a POSIX shell reads them, so that a printed command works as it stands.</summary>
internal static class ShellWord
{
    /// <summary>The word, quoted where it needs it.</summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:,@+=%".Contains(c, StringComparison.Ordinal)))
            return word;

        return Printable.OneLine(word) == word
            ? $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'"
            : QuoteBytes(word);
    }

    /// <summary>Paths behind "--" where one of them could be read as an option.</summary>
    public static string Paths(IEnumerable<string> paths)
    {
        var words = paths.ToList();
        var line = string.Join(' ', words.Select(Quote));
        return words.Exists(word => word.StartsWith('-')) ? "-- " + line : line;
    }

    // What must not be printed raw is written as bytes in $'...', which bash, zsh and ksh understand.
    private static string QuoteBytes(string word)
    {
        var quoted = new StringBuilder("$'");
        foreach (var value in Encoding.UTF8.GetBytes(word))
        {
            var isPlain = value is >= 0x20 and < 0x7f and not ((byte)'\'' or (byte)'\\');
            quoted.Append(isPlain ? ((char)value).ToString() : $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}");
        }

        return quoted.Append('\'').ToString();
    }
}
