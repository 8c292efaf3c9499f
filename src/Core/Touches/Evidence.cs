namespace Sidecar.Touches;

/// <summary>What the author of a write is known from, best first. Stored and shown beside every author.</summary>
public enum Evidence
{
    /// <summary>The client's edit hook, or git's own hook, said so.</summary>
    Reported,

    /// <summary>The process that wrote belongs to the author: the kernel named it, or it had the file open.</summary>
    Process,

    /// <summary>The author is the only agent that lives in this linked worktree.</summary>
    Worktree,

    /// <summary>The author is the only live agent that claims the path.</summary>
    Claim,

    /// <summary>The author was the only one at work in this worktree at that moment, people included.</summary>
    Sole,

    /// <summary>Nobody can tell. Never a reason to refuse anything.</summary>
    Unknown,
}
