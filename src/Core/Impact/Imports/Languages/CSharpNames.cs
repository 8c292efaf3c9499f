using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>What one file of C# declares, and which names in it may be types of other files.</summary>
internal sealed class CSharpNames(string text)
{
    private readonly TokenList _tokens = Tokenizer.Read(text, Dialect.CSharp);
    private readonly List<Import> _usings = [];
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // Types that lie in others, and members: their names mean what is declared here, and not a type elsewhere.
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    // For each open brace of a namespace the one around it; null for another brace, and how many of those there are.
    private readonly Stack<string?> _braces = new();
    private string _scope = "";
    private int _depth;

    /// <summary>Reads it.</summary>
    public Mentions Read()
    {
        for (var at = 0; at < _tokens.Count;)
            at = Next(at);

        _names.ExceptWith(_own);
        return new Mentions { Imports = _usings, Scopes = [.. _scopes], Declares = _declared, Names = _names };
    }

    private int Next(int at)
    {
        if (_tokens.IsWord(at, "namespace"))
            return AfterNamespace(at + 1);
        if (_tokens.IsWord(at, "using"))
            return AfterUsing(at + 1);
        if (_tokens.IsSymbol(at, '{'))
            Open();
        else if (_tokens.IsSymbol(at, '}'))
            Close();
        else if (_tokens.IsWord(at, "class", "struct", "interface", "enum", "record"))
            return AfterTypeWord(at + 1);
        else if (IsTypeName(at))
            _names.Add(_tokens.Read(at));
        return at + 1;
    }

    private int AfterNamespace(int at)
    {
        var name = _tokens.ReadDotted(ref at);
        if (name.Length == 0)
            return at;

        var full = _scope.Length == 0 ? name : $"{_scope}.{name}";
        _scopes.Add(full);
        if (_tokens.IsSymbol(at, '{'))
            _braces.Push(_scope);
        _scope = full;
        return at + 1;
    }

    // using A.B; using static A.B.C; using C = A.B.C; but not using (x) and using var x = y;
    private int AfterUsing(int at)
    {
        var isStatic = _tokens.IsWord(at, "static");
        var start = isStatic ? at + 1 : at;
        if (_tokens.Is(start, TokenKind.Word) && _tokens.IsSymbol(start + 1, '='))
        {
            _own.Add(_tokens.Read(start));
            (isStatic, start) = (true, start + 2);
        }

        var end = start;
        var name = _tokens.ReadDotted(ref end);
        if (name.Length == 0 || !_tokens.IsSymbol(end, ';') || _usings.Count >= Mentions.MaxImports)
            return at;

        var dot = name.LastIndexOf('.');
        if (isStatic && dot > 0)
            _names.Add(name[(dot + 1)..]);
        _usings.Add(new Import(isStatic && dot > 0 ? name[..dot] : name));
        return end + 1;
    }

    private int AfterTypeWord(int at)
    {
        if (_tokens.IsWord(at, "class", "struct"))
            at++;
        if (!_tokens.Is(at, TokenKind.Word) || _tokens.IsWord(at, "where"))
            return at;

        var name = _tokens.Read(at);
        if (_depth == 0)
            _declared.Add(_scope.Length == 0 ? name : $"{_scope}.{name}");
        _own.Add(name);
        return at + 1;
    }

    private void Open()
    {
        _braces.Push(null);
        _depth++;
    }

    private void Close()
    {
        if (!_braces.TryPop(out var scope))
            return;

        if (scope is null)
            _depth--;
        else
            _scope = scope;
    }

    private bool IsTypeName(int at) =>
        _tokens.Is(at, TokenKind.Word) && char.IsUpper(_tokens.Span(at)[0]) && !IsMember(at);

    // "a.B", but not the B of "..B".
    private bool IsMember(int at) => _tokens.IsSymbol(at - 1, '.') && !_tokens.IsSymbol(at - 2, '.');
}
