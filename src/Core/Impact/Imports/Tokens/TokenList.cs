namespace Sidecar.Impact.Imports.Tokens;

/// <summary>
/// The tokens of a text. Asking beyond either end is allowed: there is nothing. Whoever asks far more often than there are
/// tokens goes round in circles: from then on there is nothing either, so that every reading ends. For one reader.
/// </summary>
internal sealed class TokenList(string text, IReadOnlyList<Token> tokens)
{
    // Readings of real files ask some ten times for each token.
    private const int MostAskedOfEach = 1000;

    private long _left = (long)MostAskedOfEach * (tokens.Count + 1);

    /// <summary>The longest name that is taken for one.</summary>
    public const int LongestName = 500;

    /// <summary>How many there are.</summary>
    public int Count => _left > 0 ? tokens.Count : 0;

    /// <summary>Whether a token is of a kind.</summary>
    public bool Is(int at, TokenKind kind) => --_left > 0 && at >= 0 && at < tokens.Count && tokens[at].Kind == kind;

    /// <summary>Whether a token is this word.</summary>
    public bool IsWord(int at, string word) => Is(at, TokenKind.Word) && Span(at).SequenceEqual(word);

    /// <summary>Whether a token is one of these words.</summary>
    public bool IsWord(int at, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (IsWord(at, word))
                return true;
        }

        return false;
    }

    /// <summary>Whether a token is this symbol.</summary>
    public bool IsSymbol(int at, char symbol) => Is(at, TokenKind.Symbol) && Span(at)[0] == symbol;

    /// <summary>Whether two tokens are "::".</summary>
    public bool IsDoubleColon(int at) => IsSymbol(at, ':') && IsSymbol(at + 1, ':');

    /// <summary>What a token is.</summary>
    public string Read(int at) => Span(at).ToString();

    /// <summary>What a token is, without making a string of it.</summary>
    public ReadOnlySpan<char> Span(int at) => text.AsSpan(tokens[at].Start, tokens[at].Length);

    /// <summary>
    /// Reads "a.b.c" from a token on; moves behind it. Empty where there is no word, and where it is longer than anybody's
    /// name: what is made of it is made again for each name of a file.
    /// </summary>
    public string ReadDotted(ref int at)
    {
        if (!Is(at, TokenKind.Word))
            return "";

        var parts = new List<string> { Read(at++) };
        var length = parts[0].Length;
        while (IsSymbol(at, '.') && Is(at + 1, TokenKind.Word))
        {
            length += Span(at + 1).Length + 1;
            if (length <= LongestName)
                parts.Add(Read(at + 1));
            at += 2;
        }

        return length <= LongestName ? string.Join('.', parts) : "";
    }
}
