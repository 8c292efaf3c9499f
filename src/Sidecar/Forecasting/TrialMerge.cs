using Sidecar.Forecasts;
using Sidecar.LibGit2;
using Sidecar.Operations;
using Sidecar.Repository;

namespace Sidecar.Forecasting;

/// <summary>Merges the states of two worktrees in memory, and says which files would conflict and where.</summary>
/// <param name="scratch">Where the objects of the states are.</param>
/// <param name="library">Whether there is a libgit2.</param>
/// <param name="ignoreCase">Whether the file system ignores case.</param>
internal sealed class TrialMerge(ScratchObjects scratch, GitLibrary library, bool ignoreCase)
{
    // Whoever has more than these in common has to be told of a few, and to rebase.
    private const int MostFiles = 100;

    /// <summary>Whether libgit2 had to be replaced by git; null where it was good for all, or was not asked for.</summary>
    public string? LibraryProblem { get; private set; } = library.Problem;

    /// <summary>Tries it.</summary>
    /// <returns>The files that both changed, by path, those that conflict before all others where there are too many; and what is left out.</returns>
    /// <exception cref="SidecarException">It cannot be told, and why.</exception>
    public (IReadOnlyList<ForecastFile> Files, string LeftOut) Run(WorktreeState mine, WorktreeState theirs)
    {
        var git = scratch.GitIn(mine.Worktree);
        var bases = Bases(git, mine, theirs);
        if (bases.Contains(mine.Commit, StringComparer.Ordinal) || bases.Contains(theirs.Commit, StringComparer.Ordinal))
            return ([], "");

        var (here, there) = (Changes(git, bases[0], mine.Commit), Changes(git, bases[0], theirs.Commit));
        var both = ChangedOnBothSides.Find(here, there);
        var isPlain = bases.Length == 1 && !CanHaveRenamed(here) && !CanHaveRenamed(there)
            && Attributes.Read(git, "merge", [.. both.Select(file => file.Path)]).Count == 0;
        var found = Conflicts(mine.Commit, theirs.Commit, isPlain, () => Attributes.Read(git, "merge", Named(here, there)));
        var conflicts = found.Where(conflict => !conflict.Path.HasLostBytes).ToList();
        var clean = both.Where(file => !conflicts.Any(conflict => IsAbout(conflict, file))).ToList();
        var files = new ForecastFiles(new Hunks(scratch)).Of(
            [.. conflicts.Take(MostFiles)], [.. clean.Take(Math.Max(0, MostFiles - conflicts.Count))]);
        var odd = ignoreCase ? ChangedOnBothSides.SameButForCase(here, there).Take(MostFiles) : [];
        var left = conflicts.Count + clean.Count - files.Count;
        return (
            [
                .. files.Concat(UnderOldNames(files, conflicts, both)).UnionBy(odd.Select(path => new ForecastFile(path, true, [], [])), file => file.Path)
                    .OrderBy(file => file.Path.ToString(), StringComparer.Ordinal),
            ],
            LeftOut(left, found.Count > conflicts.Count || ChangedOnBothSides.MayBeUnnamed(here, there)));
    }

    private static string LeftOut(int left, bool hasUnnamed)
    {
        var more = left > 0 ? $"{Words.Count(left, "more file", "more files")} that both changed." : "";
        return hasUnnamed ? $"{more} Not tried: files whose names are no UTF-8.".TrimStart() : more;
    }

    // Git knows a file that one side renamed by its new name only. Whoever did not rename it asks by the old one.
    private static IEnumerable<ForecastFile> UnderOldNames(
        IReadOnlyList<ForecastFile> files, IReadOnlyList<MergeConflict> conflicts, IReadOnlyList<ChangedOnBothSides> both) =>
        from file in files
        where file.Conflicts
        let conflict = conflicts.FirstOrDefault(conflict => conflict.Path == file.Path)
        where conflict?.Base is not null
        from renamed in both
        where renamed.Path != file.Path && IsAbout(conflict, renamed) && !conflicts.Any(other => other.Path == renamed.Path)
        select file with { Path = renamed.Path };

    private static bool IsAbout(MergeConflict conflict, ChangedOnBothSides file) =>
        conflict.Path == file.Path || (file is { Mine: null } or { Theirs: null } && conflict.Base?.Id == file.Base);

    private static string[] Bases(GitProcess git, WorktreeState mine, WorktreeState theirs)
    {
        string[] arguments = ["merge-base", "--all", mine.Head, theirs.Head];
        var output = ScratchObjects.Run(git, arguments);
        return output.ExitCode switch
        {
            0 => output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            1 => throw SidecarException.CannotTell("they have no commit in common here, so git would refuse to merge them", "git merge-base"),
            _ => throw ScratchObjects.Failed(arguments[0], output),
        };
    }

    private static List<CommittedFile> Changes(GitProcess git, string before, string after) => RawDifference.Parse(
        ScratchObjects.Ask(
            git, ["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=all", before, after]),
        $"git diff-tree {before}");

    // Without an added and a removed file there is no rename.
    private static bool CanHaveRenamed(List<CommittedFile> changes) =>
        changes.Exists(file => file.Before is null) && changes.Exists(file => file.After is null);

    // A renamed file is merged under its new name, which only one side has.
    private static IReadOnlyList<RepoPath> Named(List<CommittedFile> mine, List<CommittedFile> theirs) =>
        [.. mine.Concat(theirs).Select(file => file.Path).Where(path => !path.HasLostBytes).Distinct()];

    private IReadOnlyList<MergeConflict> Conflicts(
        string mine, string theirs, bool isPlain, Func<IReadOnlyList<(RepoPath Path, string Value)>> attributes)
    {
        if (isPlain && library.Problem is null)
        {
            try
            {
                return new LibGit2Merge(scratch.Folder).Conflicts(mine, theirs);
            }
            catch (SidecarException cannot)
            {
                LibraryProblem ??= cannot.Message;
            }
        }

        return new GitMerge(new MergeDesk(scratch).Lay(attributes())).Conflicts(mine, theirs);
    }
}
