namespace Sidecar.Forecasts;

/// <summary>One place at which a file differs from what both sides began with.</summary>
/// <param name="Before">How many lines of the common file lie before it.</param>
/// <param name="Taken">How many lines of the common file it took away.</param>
/// <param name="Start">How many lines of the changed file lie before it.</param>
/// <param name="Count">How many lines it put there instead.</param>
/// <param name="Text">These lines.</param>
public sealed record Hunk(int Before, int Taken, int Start, int Count, string Text)
{
    /// <summary>Its lines in the changed file.</summary>
    public LineRange Lines => new(Start + 1, Start + Count);

    /// <summary>The lines of the common file that it took away.</summary>
    public LineRange LinesBefore => new(Before + 1, Before + Taken);

    /// <summary>Whether a merge cannot have both: they share lines of the common file or lie side by side, and are not the same.</summary>
    public bool Collides(Hunk other) =>
        Before <= other.Before + other.Taken && other.Before <= Before + Taken
        && (Before, Taken, Text) != (other.Before, other.Taken, other.Text);
}
