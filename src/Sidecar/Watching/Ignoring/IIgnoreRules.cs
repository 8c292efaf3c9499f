namespace Sidecar.Watching.Ignoring;

/// <summary>
/// What git's ignore rules say of a path in one worktree. The index does not count: a tracked file can match a rule.
/// May be asked from several threads.
/// </summary>
internal interface IIgnoreRules : IDisposable
{
    /// <summary>Who answers: "libgit2" or "git".</summary>
    string Engine { get; }

    /// <summary>
    /// Whether the path, or a folder above it, is ignored. It need not exist. No where that cannot be told, and after the end.
    /// </summary>
    /// <param name="path">From the top of the worktree, '/'-separated.</param>
    /// <param name="isDirectory">Some rules are for folders only.</param>
    bool IsIgnored(string path, bool isDirectory);

    /// <summary>Reads the rules again. To be called when an ignore file, or git's configuration, changed.</summary>
    /// <exception cref="SidecarException">The repository cannot be read any more.</exception>
    void Reload();
}
