using System.Globalization;
using Sidecar.Forecasts;

namespace Sidecar.Forecasting;

/// <summary>The places at which contents differ, for many pairs of blobs by two starts of git.</summary>
/// <param name="scratch">Where git runs: a repository without attributes, so that text is text.</param>
internal sealed class Hunks(ScratchObjects scratch)
{
    /// <summary>The hunks of each pair, by its place in the list; none where one is no text.</summary>
    /// <exception cref="SidecarException">They cannot be read.</exception>
    public ILookup<int, Hunk> Of(IReadOnlyList<(string Before, string After)> pairs)
    {
        if (pairs.Count == 0)
            return HunkParser.Parse("");

        // Folders whose files are called by numbers: then no name needs to be quoted, and none of them is special to git.
        var git = scratch.GitIn(scratch.Folder);
        var folders = $"{Listing(pairs.Select(pair => pair.Before))}\n{Listing(pairs.Select(pair => pair.After))}";
        var made = ScratchObjects.Ask(git, ["--git-dir=.", "mktree", "--missing", "--batch"], folders)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return HunkParser.Parse(ScratchObjects.Ask(git,
        [
            "-c", "core.attributesFile=/dev/null", "-c", "core.bigFileThreshold=8m", "-c", "core.quotePath=true", "--git-dir=.",
            "diff-tree", "-r", "-p", "-U0", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--diff-algorithm=histogram",
            "--src-prefix=a/", "--dst-prefix=b/", made[0], made[1],
        ]));
    }

    private static string Listing(IEnumerable<string> blobs) => string.Concat(blobs.Select((blob, number) =>
        string.Create(CultureInfo.InvariantCulture, $"100644 blob {blob}\t{number}\n")));
}
