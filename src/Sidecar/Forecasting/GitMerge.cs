using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>The git command's own merge: knows renamed folders, all formats of repositories and all attributes.</summary>
/// <param name="git">Git where it may lay temporary files down, and knows the attributes that count.</param>
internal sealed class GitMerge(GitProcess git) : IMerge
{
    // Git's code for options that it does not know.
    private const int Usage = 129;

    public IReadOnlyList<MergeConflict> Conflicts(string mine, string theirs)
    {
        var output = ScratchObjects.Run(git, ["merge-tree", "--write-tree", "-z", "--no-messages", mine, theirs]);
        var conflicts = output.ExitCode switch
        {
            0 => [],
            1 => Parse(output.Text, [$"~{mine}", $"~{theirs}"]),
            Usage => throw SidecarException.CannotTell(
                "This git cannot merge in memory, and there is no libgit2 that can.", "update git to 2.38 or newer"),
            _ => throw ScratchObjects.Failed("merge-tree", output),
        };
        return output.ExitCode == 1 && conflicts.Count == 0 ? throw ScratchObjects.Failed("merge-tree", output) : conflicts;
    }

    // "mode id stage", tab, path, NUL; the name of the tree before them, nothing after the last.
    private static List<MergeConflict> Parse(string text, string[] labels)
    {
        var sides = text.Split('\0').Skip(1).TakeWhile(entry => entry.Length > 0)
            .Select(entry => entry.Split('\t', 2))
            .Select(parts => (Path: Unlabelled(parts[1], labels), Fields: parts[0].Split(' ')))
            .GroupBy(entry => entry.Path, StringComparer.Ordinal);
        return
        [
            .. sides
                .Select(file => (
                    IsPath: RepoPath.TryParse(file.Key, out var path),
                    Path: path,
                    Sides: file.ToLookup(
                        entry => entry.Fields[2], entry => new MergedFile(entry.Fields[0], entry.Fields[1]), StringComparer.Ordinal)))
                .Where(file => file.IsPath)
                .Select(file => new MergeConflict(
                    file.Path, file.Sides["1"].FirstOrDefault(), file.Sides["2"].FirstOrDefault(), file.Sides["3"].FirstOrDefault())),
        ];
    }

    // Where a file and a folder want the same name git would lay the file down under its name and that of its side.
    private static string Unlabelled(string path, string[] labels) =>
        labels.FirstOrDefault(label => path.EndsWith(label, StringComparison.Ordinal)) is { } label ? path[..^label.Length] : path;
}
