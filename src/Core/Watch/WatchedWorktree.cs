namespace Sidecar.Watch;

/// <summary>One worktree under watch.</summary>
/// <param name="Worktree">Its top folder, absolute.</param>
/// <param name="Stage">How its watching stands.</param>
/// <param name="Detail">More in a sentence, and what to do where something is to be done; may be empty.</param>
/// <param name="Directories">How many folders are watched.</param>
public sealed record WatchedWorktree(string Worktree, WatchStage Stage, string Detail = "", int Directories = 0)
{
    /// <summary>Since when changes wait that nobody has looked at; null where none does.</summary>
    public DateTimeOffset? BehindSince { get; init; }

    /// <summary>When everything was last looked at; null before the first time.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>The branch that was checked out when it was last looked at; null for none.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit that was checked out when it was last looked at; null for none.</summary>
    public string? Head { get; init; }
}
