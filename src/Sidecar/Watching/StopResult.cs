namespace Sidecar.Watching;

/// <summary>What came of asking the watcher to end.</summary>
internal enum StopResult
{
    /// <summary>None ran.</summary>
    NotRunning,

    /// <summary>It ended.</summary>
    Stopped,

    /// <summary>It was asked and runs still.</summary>
    StillRunning,

    /// <summary>It belongs to another user.</summary>
    NotAllowed,

    /// <summary>Its process cannot be looked at from here.</summary>
    CannotTell,
}
