using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>What the attributes of files say, as git reads them in a worktree.</summary>
internal static class Attributes
{
    /// <summary>The files of which an attribute says anything, and what.</summary>
    /// <param name="git">Git in the worktree.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="files">The files; none whose name has lost bytes.</param>
    /// <exception cref="SidecarException">Git cannot tell.</exception>
    public static IReadOnlyList<(RepoPath Path, string Value)> Read(GitProcess git, string name, IReadOnlyCollection<RepoPath> files)
    {
        if (files.Count == 0)
            return [];

        // Path, attribute and value in turn.
        var told = ScratchObjects.Ask(git, ["check-attr", "-z", "--stdin", name], string.Concat(files.Select(file => $"{file}\0")));
        return
        [
            .. told.Split('\0').Chunk(3)
                .Where(entry => entry is [_, _, not "unspecified"])
                .Select(entry => (IsPath: RepoPath.TryParse(entry[0], out var path), Path: path, Value: entry[2]))
                .Where(entry => entry.IsPath)
                .Select(entry => (entry.Path, entry.Value)),
        ];
    }
}
