namespace Sidecar.Impact;

/// <summary>Why somebody else's work concerns a path.</summary>
public enum Signal
{
    /// <summary>They hold an exclusive claim on it.</summary>
    Claimed,

    /// <summary>They are writing it.</summary>
    Written,

    /// <summary>What both have done to it would not merge.</summary>
    WouldConflict,

    /// <summary>They announced it too.</summary>
    Announced,

    /// <summary>They are changing what it depends on, or what depends on it.</summary>
    Dependency,

    /// <summary>They are changing a file that changes with it.</summary>
    CoChange,

    /// <summary>They are at work in the same directory.</summary>
    Module,
}
