namespace Sidecar.Terminal;

/// <summary>One field of a table. Its text is made printable when it is shown.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}
