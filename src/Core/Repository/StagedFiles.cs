namespace Sidecar.Repository;

/// <summary>The paths that the commit being made would change, as the pre-commit hook must see them.</summary>
public static class StagedFiles
{
    /// <summary>
    /// Every path of the commit: both sides of a rename, deletions and type changes. While a merge, cherry-pick or
    /// revert is being finished, only those that the committer changed itself.
    /// </summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<RepoPath> Read(GitProcess git, RepositoryFolders folders) => throw new NotImplementedException();
}
