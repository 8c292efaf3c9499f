namespace Sidecar.Setup.GitHooks;

/// <summary>Text as one word of a POSIX shell.</summary>
internal static class ShellQuote
{
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Reads a word that <see cref="Quote"/> wrote, from its first quote on; null if it is not one.</summary>
    public static string? Unquote(string text, int start)
    {
        if (start >= text.Length || text[start] != '\'')
            return null;

        var word = "";
        while (true)
        {
            var end = text.IndexOf('\'', start + 1);
            if (end < 0)
                return null;

            word += text[(start + 1)..end];
            if (string.CompareOrdinal(text, end, @"'\''", 0, 4) != 0)
                return word;

            word += "'";
            start = end + 3;
        }
    }
}
