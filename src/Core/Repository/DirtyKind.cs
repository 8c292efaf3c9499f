namespace Sidecar.Repository;

/// <summary>What is the matter with a path that is not as it was committed.</summary>
public enum DirtyKind
{
    /// <summary>It is there, and git does not track it.</summary>
    Untracked,

    /// <summary>It is in the index and not in HEAD.</summary>
    Added,

    /// <summary>Its content or its mode is another.</summary>
    Changed,

    /// <summary>It is in HEAD or in the index, and no longer there.</summary>
    Deleted,

    /// <summary>It became another kind of thing: a link in place of a file, or the other way round.</summary>
    TypeChanged,

    /// <summary>A merge left it for somebody to decide.</summary>
    Unmerged,
}
