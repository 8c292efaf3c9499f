namespace Sidecar.Impact.Imports.Tokens;

/// <summary>What a piece of source text is. Comments are no token.</summary>
internal enum TokenKind
{
    /// <summary>A name, a keyword or a number.</summary>
    Word,

    /// <summary>A string that means what it shows: its token is what stands between the quotes.</summary>
    Text,

    /// <summary>A string with escapes or holes, a piece of one, a character or a regular expression: what it means is not known.</summary>
    Opaque,

    /// <summary>One character of punctuation.</summary>
    Symbol,

    /// <summary>The end of a line, where the language minds it.</summary>
    LineEnd,
}
