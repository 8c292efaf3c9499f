namespace Sidecar.Impact.Imports.Tokens;

/// <summary>How a string that was begun goes on and ends.</summary>
/// <param name="Mark">The quote.</param>
/// <param name="Marks">How many of them end it.</param>
internal readonly record struct Quote(char Mark, int Marks = 1)
{
    /// <summary>How many '#' must follow the marks that end it.</summary>
    public int Hashes { get; init; }

    /// <summary>Whether a backslash takes the next character with it.</summary>
    public bool HasEscapes { get; init; }

    /// <summary>Whether a mark written twice is one mark.</summary>
    public bool IsDoubled { get; init; }

    /// <summary>Whether it may go over several lines.</summary>
    public bool IsMultiLine { get; init; }

    /// <summary>Whether a hole is "${...}".</summary>
    public bool IsTemplate { get; init; }

    /// <summary>How many braces begin and end a hole; 0 where there are none.</summary>
    public int Braces { get; init; }
}
