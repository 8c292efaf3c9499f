namespace Sidecar.Repository;

/// <summary>What reads the history (<c>sidecar.historyEngine</c>).</summary>
public enum HistoryEngine
{
    /// <summary>The git command.</summary>
    Git,

    /// <summary>libgit2, where it can read the repository.</summary>
    LibGit2,
}
