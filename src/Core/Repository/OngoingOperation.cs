namespace Sidecar.Repository;

/// <summary>What git is in the middle of in a worktree, read from the marks it leaves in the git directory.</summary>
public sealed record OngoingOperation
{
    /// <summary>Whether a rebase is under way. It must never be broken in the middle.</summary>
    public bool IsRebasing { get; init; }

    /// <summary>
    /// The commits besides HEAD whose content is being brought in: a path that equals one of them was not changed by
    /// whoever commits now. Empty outside of merge, cherry-pick and revert.
    /// </summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>What it is, as people call it: "rebase", "merge", "cherry-pick" or "revert"; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a revert is being finished: it puts files back to what they were, as it was asked to.</summary>
    public bool IsReverting { get; init; }

    /// <summary>Whether git refuses "git commit -- PATH" now.</summary>
    public bool ForbidsPartialCommit => IsRebasing || Origins.Count > 0;

    /// <summary>Reads the marks.</summary>
    public static OngoingOperation Read(RepositoryFolders folders)
    {
        var git = folders.GitDirectory;
        var isRebasing = Directory.Exists(Path.Combine(git, "rebase-merge")) || Directory.Exists(Path.Combine(git, "rebase-apply"));
        var isReverting = File.Exists(Path.Combine(git, "REVERT_HEAD"));
        return new OngoingOperation
        {
            IsRebasing = isRebasing,
            IsReverting = isReverting,
            Name = isRebasing ? "rebase"
                : isReverting ? "revert"
                : File.Exists(Path.Combine(git, "MERGE_HEAD")) ? "merge"
                : File.Exists(Path.Combine(git, "CHERRY_PICK_HEAD")) ? "cherry-pick"
                : null,
            Origins =
            [
                .. Commits(Path.Combine(git, "MERGE_HEAD")),
                .. Commits(Path.Combine(git, "CHERRY_PICK_HEAD")),
                .. Commits(Path.Combine(git, "REVERT_HEAD")).Select(reverted => reverted + "^"),
            ],
        };
    }

    private static IEnumerable<string> Commits(string file) =>
        File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0 && line.All(char.IsAsciiHexDigit)) : [];
}
