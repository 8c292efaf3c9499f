namespace Sidecar.Repository;

/// <summary>Where a repository keeps its things. Found by reading files, without starting git: hooks have no time for it.</summary>
/// <remarks>The setting core.worktree is not read; GIT_WORK_TREE is.</remarks>
/// <param name="Worktree">The top folder of this checkout, absolute, symbolic links resolved.</param>
/// <param name="GitDirectory">This checkout's git directory, absolute.</param>
/// <param name="CommonDirectory">The git directory that all worktrees share, absolute: the repository's identity.</param>
public sealed record RepositoryFolders(string Worktree, string GitDirectory, string CommonDirectory)
{
    /// <summary>Whether this checkout was made by "git worktree add".</summary>
    public bool IsLinkedWorktree => GitDirectory != CommonDirectory;

    /// <summary>Finds the repository around <paramref name="directory"/>.</summary>
    /// <param name="directory">Where to start, absolute.</param>
    /// <param name="environment">GIT_DIR, GIT_WORK_TREE and GIT_COMMON_DIR are honoured: git sets them for hooks.</param>
    /// <exception cref="SidecarException">There is none, it is bare, or it cannot be read.</exception>
    public static RepositoryFolders Find(string directory, IReadOnlyDictionary<string, string> environment) =>
        FolderSearch.Run(directory, environment);

    /// <summary>The folder that nobody but Sidecar has a use for: "sidecar" in the common directory.</summary>
    public string DefaultStateFolder => Path.Combine(CommonDirectory, "sidecar");

    /// <summary>The state folder: SIDECAR_STATE, or <see cref="DefaultStateFolder"/>. It need not exist.</summary>
    public string StateFolder(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("SIDECAR_STATE") is { Length: > 0 } given
            ? Path.GetFullPath(given, Worktree)
            : DefaultStateFolder;

    /// <summary>Where a directory lies in this worktree, '/'-separated: "" for the top, else with a '/' at the end.</summary>
    public string PrefixOf(string directory)
    {
        var inside = Path.GetRelativePath(Worktree, RealPath.Of(directory)).Replace(Path.DirectorySeparatorChar, '/');
        return inside is "." || inside == ".." || inside.StartsWith("../", StringComparison.Ordinal) ? "" : inside + "/";
    }
}
