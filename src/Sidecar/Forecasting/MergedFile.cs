namespace Sidecar.Forecasting;

/// <summary>One side of a conflict.</summary>
/// <param name="Mode">What git calls its mode, in octal.</param>
/// <param name="Id">Its object.</param>
internal sealed record MergedFile(string Mode, string Id)
{
    /// <summary>Whether it is an ordinary file: neither a link nor another repository.</summary>
    public bool IsFile => Mode.StartsWith("100", StringComparison.Ordinal);
}
