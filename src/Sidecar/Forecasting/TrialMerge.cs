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
    private const int MostAttributes = 1000;

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
        var isPlain = bases.Length == 1 && !CanHaveRenamed(here) && !CanHaveRenamed(there) && !HasAttributes(git, both);
        var conflicts = Conflicts(git, mine.Commit, theirs.Commit, isPlain);
        var clean = both.Where(file => !conflicts.Any(conflict => IsAbout(conflict, file))).ToList();
        var files = new ForecastFiles(new Hunks(scratch)).Of(
            [.. conflicts.Take(MostFiles)], [.. clean.Take(Math.Max(0, MostFiles - conflicts.Count))]);
        var odd = ignoreCase ? ChangedOnBothSides.SameButForCase(here, there).Take(MostFiles) : [];
        var left = conflicts.Count + clean.Count - files.Count;
        return (
            [
                .. files.UnionBy(odd.Select(path => new ForecastFile(path, true, [], [])), file => file.Path)
                    .OrderBy(file => file.Path.ToString(), StringComparer.Ordinal),
            ],
            left > 0 ? $"{Words.Count(left, "more file", "more files")} that both changed." : "");
    }

    // A file that one side renamed is told under its new name.
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

    private static bool HasAttributes(GitProcess git, IReadOnlyList<ChangedOnBothSides> both)
    {
        if (both.Count is 0 or > MostAttributes)
            return both.Count > 0;

        // Path, attribute and value in turn.
        var told = ScratchObjects.Ask(git, ["check-attr", "-z", "--stdin", "merge"], string.Concat(both.Select(file => $"{file.Path}\0")));
        return told.Split('\0').Where((_, at) => at % 3 == 2).Any(value => value != "unspecified");
    }

    private IReadOnlyList<MergeConflict> Conflicts(GitProcess git, string mine, string theirs, bool isPlain)
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

        return new GitMerge(git).Conflicts(mine, theirs);
    }
}
