namespace Sidecar.History;

/// <summary>The formula.</summary>
public static class CoChangeScore
{
    /// <summary>The score from which there is a warning.</summary>
    public const double WarnFrom = 0.20;

    /// <summary>How often two files must have been changed together before there is a warning.</summary>
    public const int MinSupport = 3;
}
