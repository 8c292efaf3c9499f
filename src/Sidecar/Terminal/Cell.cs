namespace Sidecar.Terminal;

/// <summary>One field of a table. Its text is made printable when it is shown.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>Says the same in so many characters, where it can, in a column that may be cut; null where it is cut at the end.</summary>
    public Func<int, string>? Shorter { get; init; }

    public static implicit operator Cell(string text) => new(text);
}
