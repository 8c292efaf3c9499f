namespace Sidecar.Bench.CoChange;

/// <summary>Warnings, and how many of them were right.</summary>
internal readonly record struct Warned(int All, int Right)
{
    /// <summary>The share of right ones; nothing where there was none.</summary>
    public double? Precision => All == 0 ? null : (double)Right / All;

    /// <summary>With one more.</summary>
    public Warned With(bool isRight) => new(All + 1, Right + (isRight ? 1 : 0));

    /// <inheritdoc/>
    public override string ToString() => Precision is { } share ? $"{share,4:0%} of {All,5}" : "none";
}
