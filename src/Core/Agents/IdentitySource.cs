namespace Sidecar.Agents;

/// <summary>How it was found out who a process acts for, best first.</summary>
public enum IdentitySource
{
    /// <summary>SIDECAR_AGENT in the environment, or --as.</summary>
    Env,

    /// <summary>The client's own session id in the environment.</summary>
    Session,

    /// <summary>The nearest ancestor process that a live agent registered.</summary>
    Lineage,

    /// <summary>The only live agent in this worktree.</summary>
    Worktree,

    /// <summary>Nothing tells.</summary>
    None,
}
