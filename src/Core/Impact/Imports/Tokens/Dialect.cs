namespace Sidecar.Impact.Imports.Tokens;

/// <summary>How a language writes comments and strings. What is not said is as in C.</summary>
internal sealed record Dialect
{
    /// <summary>C#: directives from '#' to the end of the line, and strings that begin with '$' or '@'.</summary>
    public static readonly Dialect CSharp = new() { Directives = true, Interpolated = true, RawFromThree = true };

    /// <summary>Go: raw strings between backticks.</summary>
    public static readonly Dialect Go = new() { RawBackticks = true };

    /// <summary>Java: text blocks.</summary>
    public static readonly Dialect Java = new() { TripleQuotes = true };

    /// <summary>Python: comments from '#', and line ends that mean something.</summary>
    public static readonly Dialect Python = new() { HashComments = true, SingleQuoted = true, TripleQuotes = true, LineEnds = true };

    /// <summary>Rust: nested comments, raw strings, strings over several lines.</summary>
    public static readonly Dialect Rust = new() { NestedComments = true, HashedRaw = true, MultiLine = true };

    /// <summary>TypeScript and JavaScript: templates and regular expressions.</summary>
    public static readonly Dialect Script = new() { SingleQuoted = true, Templates = true, Regexes = true };

    /// <summary>Whether '#' begins a comment, and "//" does not.</summary>
    public bool HashComments { get; private init; }

    /// <summary>Whether a line that begins with '#' is no code.</summary>
    public bool Directives { get; private init; }

    /// <summary>Whether a comment may lie in another one.</summary>
    public bool NestedComments { get; private init; }

    /// <summary>Whether the ends of lines are tokens.</summary>
    public bool LineEnds { get; private init; }

    /// <summary>Whether '...' is a string, and not a character.</summary>
    public bool SingleQuoted { get; private init; }

    /// <summary>Whether three quotes begin a string with escapes over several lines.</summary>
    public bool TripleQuotes { get; private init; }

    /// <summary>Whether three or more quotes begin a string without escapes that ends with as many.</summary>
    public bool RawFromThree { get; private init; }

    /// <summary>Whether r"..." and r#"..."# are strings without escapes.</summary>
    public bool HashedRaw { get; private init; }

    /// <summary>Whether `...` is a string without escapes.</summary>
    public bool RawBackticks { get; private init; }

    /// <summary>Whether `...` is a string with holes ${...}.</summary>
    public bool Templates { get; private init; }

    /// <summary>Whether a string may begin with '$' (holes in braces) and '@' (no escapes).</summary>
    public bool Interpolated { get; private init; }

    /// <summary>Whether a string between single marks may go over several lines.</summary>
    public bool MultiLine { get; private init; }

    /// <summary>Whether '/' may begin a regular expression.</summary>
    public bool Regexes { get; private init; }
}
