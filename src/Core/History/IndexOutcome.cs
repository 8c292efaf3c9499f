namespace Sidecar.History;

/// <summary>What became of bringing the index up to date.</summary>
public enum IndexOutcome
{
    /// <summary>It was up to date.</summary>
    Current,

    /// <summary>It followed: commits came, or went.</summary>
    Followed,

    /// <summary>It was built anew.</summary>
    Built,

    /// <summary>Another process is at it.</summary>
    Busy,
}
