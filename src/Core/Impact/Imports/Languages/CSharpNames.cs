using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>What one file of C# declares, and which names in it may be types of other files.</summary>
internal sealed class CSharpNames(string text)
{
    private const int MaxScopes = 100;

    // Words beside which a name is a value, or may be one.
    private static readonly string[] Operators =
    [
        "and", "as", "await", "by", "case", "else", "equals", "in", "is", "join", "new", "not", "on", "or", "out", "ref", "return",
        "switch", "throw", "typeof", "when", "where", "with", "yield",
    ];

    private readonly TokenList _tokens = Tokenizer.Read(text, Dialect.CSharp);
    private readonly List<Import> _usings = [];
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // Types and aliases that are declared here: their names mean no type elsewhere.
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    // Members that are declared here, and what can be nothing but a type: a member may be called after its type.
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

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
        _members.ExceptWith(_types);
        _names.ExceptWith(_members);
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
        else if (IsName(at))
            AddName(at);
        return at + 1;
    }

    private void AddName(int at)
    {
        var name = _tokens.Read(at);
        _names.Add(name);
        if (IsDeclaredMember(at))
            _members.Add(name);
        if (IsSurelyType(at))
            _types.Add(name);
    }

    private int AfterNamespace(int at)
    {
        var name = _tokens.ReadDotted(ref at);
        if (name.Length == 0)
            return at;

        // Nobody nests them deep, and each is compared with all that enclose it.
        var full = _scope.Length == 0 ? name : _scope.Length > TokenList.LongestName ? _scope : $"{_scope}.{name}";
        if (_scopes.Count < MaxScopes)
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

        var isEnum = _tokens.IsWord(at - 1, "enum");
        var name = _tokens.Read(at);
        if (_depth == 0)
            _declared.Add(_scope.Length == 0 ? name : $"{_scope}.{name}");
        _own.Add(name);
        return isEnum ? AfterEnum(at + 1) : at + 1;
    }

    // Its values are no types, and there is no brace within.
    private int AfterEnum(int at)
    {
        while (at < _tokens.Count && !_tokens.IsSymbol(at, '}'))
            at++;
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

    // Not a member of something ("a.B", but "..B" is none), and not what an initialiser sets or a pattern asks for.
    private bool IsName(int at) =>
        _tokens.Is(at, TokenKind.Word) && char.IsUpper(_tokens.Span(at)[0])
        && (!_tokens.IsSymbol(at - 1, '.') || _tokens.IsSymbol(at - 2, '.'))
        && !(IsInList(at) && ((_tokens.IsSymbol(at + 1, '=') && !IsArrow(at + 1)) || _tokens.IsSymbol(at + 1, ':')));

    private bool IsInList(int at) => _tokens.IsSymbol(at - 1, '{') || _tokens.IsSymbol(at - 1, ',');

    private bool IsArrow(int at) => _tokens.IsSymbol(at, '=') && _tokens.IsSymbol(at + 1, '>');

    // "int A {", "List<int> A =>", "T? A;", "int[] A(".
    private bool IsDeclaredMember(int at) =>
        (IsBareWord(at - 1) || _tokens.IsSymbol(at - 1, '>') || _tokens.IsSymbol(at - 1, '?') || _tokens.IsSymbol(at - 1, ']'))
        && (_tokens.IsSymbol(at + 1, '{') || _tokens.IsSymbol(at + 1, '=') || _tokens.IsSymbol(at + 1, ';') || _tokens.IsSymbol(at + 1, '(')
            || _tokens.IsSymbol(at + 1, ',') || _tokens.IsSymbol(at + 1, ')'));

    private bool IsBareWord(int at) => _tokens.Is(at, TokenKind.Word) && !_tokens.IsWord(at, Operators);

    // "A b", "A? b", "A[] b", "A<b>", "new A".
    private bool IsSurelyType(int at)
    {
        var next = _tokens.IsSymbol(at + 1, '?') ? at + 2 : at + 1;
        return IsBareWord(next) || _tokens.IsSymbol(next, '<') || (_tokens.IsSymbol(next, '[') && _tokens.IsSymbol(next + 1, ']'))
            || _tokens.IsWord(at - 1, "new", "is", "as", "typeof");
    }
}
