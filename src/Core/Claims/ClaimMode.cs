namespace Sidecar.Claims;

/// <summary>Whether others may hold the same paths.</summary>
public enum ClaimMode
{
    /// <summary>Nobody else may claim or commit them.</summary>
    Exclusive,

    /// <summary>Others may hold shared claims on them too, and commit them.</summary>
    Shared,
}
