namespace Sidecar.Repository;

/// <summary>The only place that starts git: an argument list, a time limit, and no inherited GIT_* variables unless asked for.</summary>
/// <param name="worktree">Where git runs.</param>
/// <param name="environment">This process's environment, read once by the program.</param>
public sealed class GitProcess(string worktree, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Where git runs.</summary>
    public string Worktree { get; } = worktree;

    /// <summary>Runs git and returns its output; null if it ended with a code other than 0.</summary>
    /// <param name="arguments">What follows "git".</param>
    /// <param name="keepRepositoryVariables">
    /// Whether GIT_DIR, GIT_INDEX_FILE and their like pass through: right only for questions about the very commit that
    /// a hook was called for.
    /// </param>
    /// <exception cref="SidecarException">Git cannot be started, or took longer than its limit.</exception>
    public GitOutput Run(IReadOnlyList<string> arguments, bool keepRepositoryVariables = false) =>
        throw new NotImplementedException();
}
