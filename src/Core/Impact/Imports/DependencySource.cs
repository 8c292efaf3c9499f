namespace Sidecar.Impact.Imports;

/// <summary>Where it is known from that one file depends on another.</summary>
public enum DependencySource
{
    /// <summary>The agent said so.</summary>
    Declared,

    /// <summary>An import in the file says so.</summary>
    Scanned,
}
