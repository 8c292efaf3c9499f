namespace Sidecar.Repository;

/// <summary>The paths that the commit being made would change, as the pre-commit hook must see them.</summary>
public static class StagedFiles
{
    // Everything that configuration could turn off or on is said here; /dev/null is git's word for "no order file".
    private static readonly string[] Question =
    [
        "diff", "--cached", "--no-renames", "--name-only", "-z", "--no-ext-diff", "--no-relative", "--no-color",
        "--ignore-submodules=none", "-O/dev/null",
    ];

    /// <summary>
    /// Every path of the commit: both sides of a rename, deletions and type changes. While a merge, cherry-pick or
    /// revert is being finished, only those that the committer changed itself.
    /// </summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static IReadOnlyList<RepoPath> Read(GitProcess git, OngoingOperation operation)
    {
        var againstHead = git.Start([.. Question, "--"], keepRepositoryVariables: true);
        var againstOrigins = operation.Origins.Select(origin => (origin, Differences(git, origin))).ToList();
        try
        {
            var paths = Paths(againstHead.Finish());
            foreach (var (origin, differences) in againstOrigins)
            {
                var output = differences.Finish();

                // The reverted commit may be the first one, with nothing before it: then every path is the committer's.
                if (output.Succeeded || !origin.EndsWith('^'))
                    paths = paths.Intersect(Paths(output)).ToList();
            }

            return paths;
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

    private static RunningGit Differences(GitProcess git, string origin) =>
        git.Start([.. Question, origin, "--"], keepRepositoryVariables: true);

    private static List<RepoPath> Paths(GitOutput output)
    {
        if (!output.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"git could not list the files of this commit: {Printable.Short(output.Errors.Trim(), 300)}", "git diff --cached");
        }

        return output.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Path).ToList();
    }

    private static RepoPath Path(string text) => RepoPath.TryParse(text, out var path)
        ? path
        : throw SidecarException.CannotTell($"git names a file '{Printable.Short(text, 300)}', which is no path here.", "git diff --cached");
}
