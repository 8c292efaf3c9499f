using Sidecar.Impact.Imports.Tokens;

namespace Sidecar.Impact.Imports.Languages;

/// <summary>Finds the paths in one file of Rust, each as it would be written outside of the modules that lie within the file.</summary>
internal sealed class RustPaths(string text)
{
    private const int MaxParts = 32;
    private const int MaxNesting = 16;

    private readonly TokenList _tokens = Tokenizer.Read(text, Dialect.Rust);
    private readonly List<Import> _imports = [];

    // For each open brace the module that it begins; null for another brace.
    private readonly Stack<string?> _braces = new();

    // The modules within the file that we are in.
    private readonly List<string> _inner = [];

    /// <summary>Reads them.</summary>
    public IReadOnlyList<Import> Read()
    {
        for (var at = 0; at < _tokens.Count && _imports.Count < Mentions.MaxImports;)
            at = Next(at);

        return _imports;
    }

    private int Next(int at)
    {
        if (_tokens.IsWord(at, "mod") && _tokens.Is(at + 1, TokenKind.Word) && _tokens.IsSymbol(at + 2, ';'))
        {
            if (!HasPathAttribute(at))
                Add(["self", _tokens.Read(at + 1)]);
            return at + 3;
        }

        if (_tokens.IsWord(at, "mod") && _tokens.Is(at + 1, TokenKind.Word) && _tokens.IsSymbol(at + 2, '{'))
        {
            Open(_tokens.Read(at + 1));
            return at + 3;
        }

        if (_tokens.IsWord(at, "crate", "self", "super") && _tokens.IsDoubleColon(at + 1) && !_tokens.IsDoubleColon(at - 2))
            return ReadPath(at, [], 0);

        if (_tokens.IsSymbol(at, '{'))
            Open(null);
        else if (_tokens.IsSymbol(at, '}'))
            Close();
        return at + 1;
    }

    private void Open(string? module)
    {
        _braces.Push(module);
        if (module is not null)
            _inner.Add(module);
    }

    private void Close()
    {
        if (_braces.TryPop(out var module) && module is not null)
            _inner.RemoveAt(_inner.Count - 1);
    }

    // #[path = "x.rs"] mod a; #[cfg(unix)] pub(crate) mod b;
    private bool HasPathAttribute(int at)
    {
        for (var back = at - 1; back > at - 40 && back >= 0 && !_tokens.IsSymbol(back, ';') && !_tokens.IsSymbol(back, '}'); back--)
        {
            if (_tokens.IsWord(back, "path") && _tokens.IsSymbol(back + 1, '='))
                return true;
        }

        return false;
    }

    /// <summary>Reads "a::b", "a::{b, c::d}" or "a::*" behind what is known of the path; returns where it ends.</summary>
    private int ReadPath(int at, List<string> path, int nesting)
    {
        var whole = new List<string>(path);
        while (_tokens.Is(at, TokenKind.Word))
        {
            // One part too many marks a path that is too long; what follows is passed over.
            if (whole.Count <= MaxParts)
                whole.Add(_tokens.Read(at));
            at++;
            if (!_tokens.IsDoubleColon(at))
                break;

            at += 2;
            if (_tokens.IsSymbol(at, '{') && nesting < MaxNesting)
                return ReadGroup(at + 1, whole, nesting + 1);
        }

        Add(whole);
        return at;
    }

    private int ReadGroup(int at, List<string> path, int nesting)
    {
        while (at < _tokens.Count && !_tokens.IsSymbol(at, '}') && !_tokens.IsSymbol(at, ';') && _imports.Count < Mentions.MaxImports)
        {
            at = _tokens.Is(at, TokenKind.Word) ? ReadPath(at, path, nesting) : at + 1;
            // "as name" says nothing of where it comes from.
            if (_tokens.IsWord(at, "as"))
                at += 2;
        }

        return _tokens.IsSymbol(at, '}') ? at + 1 : at;
    }

    private void Add(List<string> path)
    {
        if (path.Count + _inner.Count > MaxParts || path.Concat(_inner).Any(part => part.Length > TokenList.LongestName))
            return;

        // Outside of the modules within the file: each "super" leaves one of them first.
        var first = path[0];
        var supers = path.TakeWhile(part => part is "super").Count();
        var left = Math.Max(0, _inner.Count - supers);
        IEnumerable<string> outside = first is "crate"
            ? path
            : [.. Enumerable.Repeat("super", Math.Max(0, supers - _inner.Count)), .. _inner.Take(left), .. path.Skip(first is "self" ? 1 : supers)];
        var full = string.Join("::", first is "crate" ? outside : outside.Prepend("self"));
        _imports.Add(new Import(full));
    }
}
