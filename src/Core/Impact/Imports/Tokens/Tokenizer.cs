namespace Sidecar.Impact.Imports.Tokens;

/// <summary>
/// Splits source text into tokens and takes out comments. It never fails and looks at each character a fixed number of times,
/// whatever the text is; of what is no code of the language something is made.
/// </summary>
internal sealed class Tokenizer
{
    private readonly string _text;
    private readonly Dialect _dialect;
    private readonly List<Token> _tokens = [];
    private readonly TextReading _strings;

    // The strings in whose holes we are, and how deep in braces of the hole.
    private readonly Stack<(Quote Quote, int Depth)> _holes = new();

    // Where looking for the end of a regular expression was in vain, it is not tried again: that keeps the time linear.
    private int _noRegexBefore;

    private Tokenizer(string text, Dialect dialect) =>
        (_text, _dialect, _strings) = (text, dialect, new TextReading(text, dialect));

    /// <summary>Reads a text.</summary>
    public static TokenList Read(string text, Dialect dialect)
    {
        var tokenizer = new Tokenizer(text, dialect);
        for (var at = 0; at < text.Length;)
            at = tokenizer.Next(at);

        return new TokenList(text, tokenizer._tokens);
    }

    /// <summary>Takes what begins here; returns where the next one begins.</summary>
    private int Next(int at)
    {
        var c = _text[at];
        if (c is '\n' && _dialect.LineEnds)
            return Add(TokenKind.LineEnd, at, at + 1);
        if (char.IsWhiteSpace(c))
            return at + 1;
        if (AfterComment(at) is var end && end > at)
            return end;
        if (_strings.TryBegin(at) is { } begun)
            return Text(begun.Start, begun.Quote);
        if (IsWordPart(c) || (c is '@' && IsWordPart(At(at + 1))))
            return Word(at);
        if (c is '\'' && _strings.EndOfCharacter(at) is var closed && closed > at)
            return Add(TokenKind.Opaque, at, closed);
        if (c is '/' && EndOfRegex(at) is var over && over > at)
            return Add(TokenKind.Opaque, at, over);

        return Symbol(at, c);
    }

    private int Word(int at)
    {
        var start = _text[at] is '@' ? at + 1 : at;
        var end = start;
        while (end < _text.Length && IsWordPart(_text[end]))
            end++;

        return Add(TokenKind.Word, start, end);
    }

    private int Symbol(int at, char c)
    {
        if (_holes.TryPop(out var hole))
        {
            if (c is '}' && hole.Depth == 0)
                return Text(Math.Min(_text.Length, at + Math.Max(1, hole.Quote.Braces)), hole.Quote, isRest: true);

            _holes.Push(hole with { Depth = hole.Depth + (c switch { '{' => 1, '}' => -1, _ => 0 }) });
        }

        // A line that goes on behind a backslash has no end.
        if (c is '\\' && _dialect.LineEnds && At(at + 1) is '\n' or '\r')
            return at + (At(at + 1) is '\r' && At(at + 2) is '\n' ? 3 : 2);

        return Add(TokenKind.Symbol, at, at + 1);
    }

    private int Text(int start, Quote quote, bool isRest = false)
    {
        var end = _strings.Read(start, quote);
        if (end.IsHole)
            _holes.Push((quote, 0));
        Add(end.IsPlain && !end.IsHole && !isRest ? TokenKind.Text : TokenKind.Opaque, start, end.Content);
        return end.Next;
    }

    private int AfterComment(int at)
    {
        var c = _text[at];
        if (c is '#' && (_dialect.HashComments || (_dialect.Directives && IsFirstOfLine(at))))
            return EndOfLine(at);
        if (c is not '/' || _dialect.HashComments)
            return at;

        return At(at + 1) switch { '/' => EndOfLine(at), '*' => EndOfBlock(at + 2), _ => at };
    }

    private int EndOfBlock(int at)
    {
        var depth = 1;
        while (at < _text.Length && depth > 0)
        {
            var isEnd = _text[at] is '*' && At(at + 1) is '/';
            var isBegin = _dialect.NestedComments && _text[at] is '/' && At(at + 1) is '*';
            depth += isEnd ? -1 : isBegin ? 1 : 0;
            at += isEnd || isBegin ? 2 : 1;
        }

        return Math.Min(at, _text.Length);
    }

    private int EndOfRegex(int at)
    {
        if (!_dialect.Regexes || at < _noRegexBefore || !MayBeginValue())
            return at;

        var isInClass = false;
        var end = at + 1;
        for (; end < _text.Length && _text[end] is not '\n'; end++)
        {
            if (_text[end] is '\\')
                end++;
            else if (_text[end] is '/' && !isInClass)
                return end + 1;
            else
                isInClass = _text[end] is '[' || (isInClass && _text[end] is not ']');
        }

        _noRegexBefore = end;
        return at;
    }

    // After a value '/' divides. "</" closes an element of JSX.
    private bool MayBeginValue()
    {
        if (_tokens.Count == 0)
            return true;

        var last = _tokens[^1];
        var span = _text.AsSpan(last.Start, last.Length);
        return last.Kind switch
        {
            TokenKind.Symbol => span[0] is not (')' or ']' or '}' or '<'),
            TokenKind.Word => span is "return" or "typeof" or "case" or "in" or "of" or "delete" or "void" or "throw" or "new" or "do"
                or "else" or "yield" or "await" or "instanceof",
            _ => false,
        };
    }

    private bool IsFirstOfLine(int at)
    {
        while (at > 0 && _text[at - 1] is ' ' or '\t')
            at--;
        return at == 0 || _text[at - 1] is '\n' or '\r';
    }

    private int EndOfLine(int at) => _text.AsSpan(at).IndexOf('\n') is >= 0 and var length ? at + length : _text.Length;

    // Half of a pair is a part too: names beyond the first plane are rare, and nothing is resolved by them.
    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' || char.IsSurrogate(c);

    private char At(int at) => at < _text.Length ? _text[at] : '\0';

    private int Add(TokenKind kind, int start, int end)
    {
        _tokens.Add(new Token(kind, start, end - start));
        return Math.Max(end, start + 1);
    }
}
