namespace Sidecar.Impact.Imports;

/// <summary>The files of a worktree, tracked ones and new ones that git does not ignore, for whoever looks for imports.</summary>
public interface IProjectFiles
{
    /// <summary>Whether there is such a file.</summary>
    bool Contains(RepoPath file);

    /// <summary>All files with this name, in whichever folder.</summary>
    IReadOnlyList<RepoPath> Named(string name);

    /// <summary>The files right in a folder ("" for the top).</summary>
    IReadOnlyList<RepoPath> In(string folder);

    /// <summary>What a file holds, as UTF-8; null where it cannot be read, is no text, or is larger than is worth reading.</summary>
    string? Read(RepoPath file);
}
