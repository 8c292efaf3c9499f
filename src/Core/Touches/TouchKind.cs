namespace Sidecar.Touches;

/// <summary>What happened to a file.</summary>
public enum TouchKind
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>It has other content.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It was moved here, with its content.</summary>
    Renamed,
}
