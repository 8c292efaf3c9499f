using System.Globalization;
using LibGit2Sharp;
using GitRepository = LibGit2Sharp.Repository;

namespace Sidecar.Forecasting;

/// <summary>
/// The merge of libgit2, in this process: for commits with one common commit, of which neither side can have renamed anything,
/// and files without attributes for merging. There it does as git does.
/// </summary>
/// <param name="folder">The bare repository that it reads and writes.</param>
internal sealed class LibGit2Merge(string folder) : IMerge
{
    // Whoever can have renamed something asks git, which knows renamed folders too.
    private static readonly MergeTreeOptions WithoutRenames = new() { FindRenames = false };

    public IReadOnlyList<MergeConflict> Conflicts(string mine, string theirs)
    {
        try
        {
            using var repository = new GitRepository(folder);
            var merged = repository.ObjectDatabase.MergeCommits(
                repository.Lookup<Commit>(mine) ?? throw Missing(mine), repository.Lookup<Commit>(theirs) ?? throw Missing(theirs), WithoutRenames);
            return
            [
                .. merged.Conflicts
                    .Select(conflict => (Known: RepoPath.TryParse(PathOf(conflict), out var path), Path: path, Conflict: conflict))
                    .Where(entry => entry.Known)
                    .Select(entry => new MergeConflict(
                        entry.Path, Of(entry.Conflict.Ancestor), Of(entry.Conflict.Ours), Of(entry.Conflict.Theirs))),
            ];
        }
        catch (LibGit2SharpException failed)
        {
            throw SidecarException.CannotTell($"libgit2 cannot merge here: {Printable.Short(failed.Message, 200)}", "git status");
        }
    }

    private static string PathOf(Conflict conflict) => (conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor).Path;

    private static MergedFile? Of(IndexEntry? entry) =>
        entry is null ? null : new MergedFile(Convert.ToString((int)entry.Mode, 8).PadLeft(6, '0'), entry.Id.Sha);

    private static SidecarException Missing(string commit) => SidecarException.CannotTell(
        string.Create(CultureInfo.InvariantCulture, $"libgit2 does not find {commit}."), "git status");
}
