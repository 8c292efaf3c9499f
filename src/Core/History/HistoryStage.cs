namespace Sidecar.History;

/// <summary>How far the index of the history is.</summary>
public enum HistoryStage
{
    /// <summary>There is none yet.</summary>
    Absent,

    /// <summary>It is being built; what is in it can be used once there are first answers.</summary>
    Building,

    /// <summary>It has what it should have.</summary>
    Ready,

    /// <summary>It cannot be read, or the history cannot: nothing is known, which is not the same as nothing to warn of.</summary>
    Unreadable,
}
