namespace Sidecar.Impact.Imports.Tokens;

/// <summary>Where the strings and characters of a text begin and end. What is not closed ends with its line, or with the text.</summary>
internal sealed class TextReading(string text, Dialect dialect)
{
    // '\u{10ffff}' is the longest character.
    private const int LongestCharacter = 12;

    // Nobody nests braces in raw strings deeper than this.
    private const int LongestPrefix = 8;

    /// <summary>The string that begins here, and where what it says begins; null for none.</summary>
    public (int Start, Quote Quote)? TryBegin(int at) => text[at] switch
    {
        '"' => Quoted(at, '"'),
        '\'' when dialect.SingleQuoted => Quoted(at, '\''),
        '`' when dialect.RawBackticks => (at + 1, new Quote('`') { IsMultiLine = true }),
        '`' when dialect.Templates => (at + 1, new Quote('`') { HasEscapes = true, IsMultiLine = true, IsTemplate = true }),
        '$' or '@' when dialect.Interpolated => Prefixed(at),
        'r' or 'b' or 'c' when dialect.HashedRaw => Hashed(at),
        _ => null,
    };

    /// <summary>Reads a string, or the rest of one behind a hole.</summary>
    public TextEnd Read(int start, Quote quote)
    {
        var isPlain = true;
        for (var at = start; at < text.Length;)
        {
            var c = text[at];
            if (c == quote.Mark)
            {
                if (EndOfMarks(at, quote) is { } end)
                    return new TextEnd(end.Content, end.Next, isPlain && end.Content == at);

                (isPlain, at) = (isPlain && !quote.IsDoubled, quote is { IsDoubled: false, Marks: 1 } ? at + 1 : at + Run(at, c));
            }
            else if (c is '\\' && quote.HasEscapes)
            {
                (isPlain, at) = (false, at + 2);
            }
            else if (HoleAt(at, quote) is var behind && behind > at)
            {
                return new TextEnd(at, behind, IsPlain: false, IsHole: true);
            }
            else if (c is '\n' && !quote.IsMultiLine)
            {
                return new TextEnd(at, at, IsPlain: false);
            }
            else
            {
                at += c is '{' && quote.Braces > 0 ? Run(at, c) : 1;
            }
        }

        return new TextEnd(text.Length, text.Length, IsPlain: false);
    }

    /// <summary>Where the character that begins with this mark ends; the mark itself where it is none, as in a lifetime of Rust.</summary>
    public int EndOfCharacter(int at)
    {
        var first = at + 1;
        if (first >= text.Length)
            return at;

        if (text[first] is '\\')
        {
            var rest = text.AsSpan(first + 1, Math.Min(LongestCharacter, text.Length - first - 1));
            // The mark itself may be what is escaped.
            var closing = rest.Length > 1 ? rest[1..].IndexOf('\'') : -1;
            return closing < 0 ? at : first + closing + 3;
        }

        var end = first + (char.IsHighSurrogate(text[first]) ? 2 : 1);
        return end < text.Length && text[end] is '\'' && text[first] is not ('\'' or '\n') ? end + 1 : at;
    }

    private (int, Quote) Quoted(int at, char mark)
    {
        var isTriple = at + 2 < text.Length && text[at + 1] == mark && text[at + 2] == mark;
        if (isTriple && dialect.RawFromThree)
            return (at + Run(at, mark), new Quote(mark, Run(at, mark)) { IsMultiLine = true });
        if (isTriple && dialect.TripleQuotes)
            return (at + 3, new Quote(mark, 3) { HasEscapes = true, IsMultiLine = true });

        return (at + 1, new Quote(mark) { HasEscapes = true, IsMultiLine = dialect.MultiLine });
    }

    // C#: $"", @"", $@"", @$"", $$"""""".
    private (int, Quote)? Prefixed(int at)
    {
        var start = at;
        while (start < text.Length && start - at < LongestPrefix && text[start] is '$' or '@')
            start++;
        if (start >= text.Length || text[start] is not '"')
            return null;

        var braces = text.AsSpan(at, start - at).Count('$');
        var (content, quote) = Quoted(start, '"');
        var isVerbatim = text.AsSpan(at, start - at).Contains('@');
        return isVerbatim
            ? (start + 1, new Quote('"') { IsDoubled = true, IsMultiLine = true, Braces = braces })
            : (content, quote with { Braces = braces });
    }

    // Rust: r"", r#""#, br"", cr"".
    private (int, Quote)? Hashed(int at)
    {
        var mark = text[at] is 'r' ? at + 1 : at + 2;
        if (mark >= text.Length || text[mark - 1] is not 'r' || text[mark] is not ('"' or '#'))
            return null;

        var hashes = text[mark] is '#' ? Run(mark, '#') : 0;
        var start = mark + hashes;
        return start < text.Length && text[start] is '"' ? (start + 1, new Quote('"') { Hashes = hashes, IsMultiLine = true }) : null;
    }

    private int HoleAt(int at, Quote quote)
    {
        if (quote.IsTemplate)
            return text[at] is '$' && at + 1 < text.Length && text[at + 1] is '{' ? at + 2 : at;
        if (quote.Braces == 0 || text[at] is not '{')
            return at;

        // Twice as many are braces that are meant, where strings have escapes; in raw ones the last of a run begin the hole.
        var run = Run(at, '{');
        var isHole = quote.Marks >= 3 ? run >= quote.Braces : run % 2 == 1;
        return isHole ? at + run : at;
    }

    /// <summary>Where a string ends that may end with the marks here; null where it goes on.</summary>
    private (int Content, int Next)? EndOfMarks(int at, Quote quote)
    {
        if (quote.IsDoubled)
        {
            // Of an odd number the last one ends it, and the others are pairs that stand for one each.
            var last = at + Run(at, quote.Mark) - 1;
            return (last - at) % 2 == 0 ? (last, last + 1) : null;
        }

        var isEnd = (quote.Marks == 1 || Run(at, quote.Mark) >= quote.Marks) && HasHashes(at + quote.Marks, quote.Hashes);
        return isEnd ? (at, at + quote.Marks + quote.Hashes) : null;
    }

    private bool HasHashes(int at, int hashes) =>
        hashes == 0 || (at + hashes <= text.Length && text.AsSpan(at, hashes).IndexOfAnyExcept('#') < 0);

    private int Run(int at, char c)
    {
        var length = text.AsSpan(at).IndexOfAnyExcept(c);
        return length < 0 ? text.Length - at : length;
    }
}
