namespace Sidecar.Watch;

/// <summary>How the watching of one worktree stands.</summary>
public enum WatchStage
{
    /// <summary>It looks at everything for the first time.</summary>
    Scanning,

    /// <summary>It sees every change.</summary>
    Ready,

    /// <summary>Something may have been missed: it looks at everything again.</summary>
    Rescanning,

    /// <summary>It sees every change, but has not come to the newest ones.</summary>
    Behind,

    /// <summary>It cannot see everything, or nothing; the detail says why and what to do.</summary>
    Degraded,
}
