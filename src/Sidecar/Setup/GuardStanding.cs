namespace Sidecar.Setup;

/// <summary>How the commit guard stands in a worktree.</summary>
internal enum GuardStanding
{
    /// <summary>Git runs it.</summary>
    Installed,

    /// <summary>Git runs it, and it lets everything pass because <c>sidecar.enabled</c> is false.</summary>
    Off,

    /// <summary><c>sidecar uninstall</c> took it out.</summary>
    TakenOut,

    /// <summary>It should be there, and git does not run it.</summary>
    NotWorking,
}
