namespace Sidecar.History;

/// <summary>The formula.</summary>
public static class CoChangeScore
{
}
