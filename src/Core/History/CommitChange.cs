namespace Sidecar.History;

/// <summary>What a commit did to a file.</summary>
public enum CommitChange
{
    /// <summary>It changed the content, the mode or the type.</summary>
    Modified,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It has another name now, and is still the same file.</summary>
    Renamed,

    /// <summary>It is new, and began as a copy of another one.</summary>
    Copied,
}
