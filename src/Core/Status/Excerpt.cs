namespace Sidecar.Status;

/// <summary>The first of some things.</summary>
/// <param name="Items">Those that are shown.</param>
/// <param name="Left">How many more there are.</param>
public sealed record Excerpt<T>(IReadOnlyList<T> Items, int Left)
{
    /// <summary>How many there are in all.</summary>
    public int Total => Items.Count + Left;

    /// <summary>Fewer of them.</summary>
    public Excerpt<T> First(int count) => count >= Items.Count ? this : new([.. Items.Take(count)], Total - count);
}
