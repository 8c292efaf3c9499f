using Sidecar.Operations;
using Sidecar.Touches;

namespace Sidecar.Repository;

/// <summary>What the commit being made would change, as the pre-commit hook must see it.</summary>
public static class StagedFiles
{
    // Everything that configuration could turn off or on is said here; /dev/null is git's word for "no order file".
    private static readonly string[] Question =
    [
        "diff", "--cached", "--no-renames", "--raw", "--no-abbrev", "-z", "--no-ext-diff", "--no-relative", "--no-color",
        "--ignore-submodules=none", "-O/dev/null",
    ];

    /// <summary>
    /// Every file of the commit, with its blob ids in HEAD and in the commit: both sides of a rename, deletions and type
    /// changes. While a merge, cherry-pick or revert is being finished, only those that the committer changed itself.
    /// </summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<CommittedFile> Read(GitProcess git, OngoingOperation operation)
    {
        var againstHead = git.Start([.. Question, "--"], keepRepositoryVariables: true);
        var againstOrigins = operation.Origins.Select(origin => (origin, Differences(git, origin))).ToList();
        try
        {
            var files = Files(againstHead.Finish());
            foreach (var (origin, differences) in againstOrigins)
            {
                var output = differences.Finish();

                // The reverted commit may be the first one, with nothing before it: then every path is the committer's.
                if (output.Succeeded || !origin.EndsWith('^'))
                    files = files.IntersectBy(Files(output).Select(file => file.Path), file => file.Path).ToList();
            }

            return files;
        }
        finally
        {
            againstHead.Dispose();
            againstOrigins.ForEach(started => started.Item2.Dispose());
        }
    }

    /// <summary>Whether the commit being made is the first one of its branch, with no HEAD before it.</summary>
    public static bool IsFirstCommit(GitProcess git) =>
        !git.Run(["rev-parse", "--verify", "--quiet", "HEAD"], keepRepositoryVariables: true).Succeeded;

    /// <summary>Whether some of these files lie otherwise in the worktree than they are staged, so that "git commit -- FILE" commits something else.</summary>
    public static bool ArePartlyStaged(GitProcess git, IReadOnlyList<CommittedFile> files)
    {
        // To git, what was taken out of the index and still lies there is a file of no concern.
        if (files.Any(file => file.After is null && FileState.Look(Path.Combine(git.Worktree, file.Path.ToString())) != FileState.Gone))
            return true;

        var paths = files.Select(file => $":(top,literal){file.Path}");
        return !git.Run(["diff", "--quiet", "--no-ext-diff", "--", .. paths], keepRepositoryVariables: true).Succeeded;
    }

    private static RunningGit Differences(GitProcess git, string origin) =>
        git.Start([.. Question, origin, "--"], keepRepositoryVariables: true);

    private static List<CommittedFile> Files(GitOutput output) => output.Succeeded
        ? RawDifference.Parse(output.Text, "git diff --cached")
        : throw SidecarException.CannotTell(
            $"git could not list the files of this commit: {Printable.Short(output.Errors.Trim(), 300)}", "git diff --cached");
}
