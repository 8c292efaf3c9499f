namespace Sidecar.Agents;

/// <summary>What is known about a holder's process. Only <see cref="Dead"/> may cost it a claim.</summary>
public enum Liveness
{
    /// <summary>It could not be found out. Treated as alive: losing a claim is worse than waiting for one.</summary>
    Unknown,

    /// <summary>The process runs, and it is the same one.</summary>
    Alive,

    /// <summary>The process is gone, or its pid belongs to another one now.</summary>
    Dead,
}
