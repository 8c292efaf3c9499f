using Sidecar.Guard;

namespace Sidecar.Hooks;

/// <summary>What the words about a commit depend on.</summary>
internal sealed record GuardedCommit
{
    /// <summary>Every path that the guard looked at.</summary>
    public required IReadOnlyList<RepoPath> Paths { get; init; }

    /// <summary>What speaks against it.</summary>
    public required GuardReport Report { get; init; }

    /// <summary>Who commits.</summary>
    public required Committer Committer { get; init; }

    /// <summary>The top folder of the worktree.</summary>
    public required string Worktree { get; init; }

    /// <summary>Where below it the user stands: "" or "src/api/".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether there is no commit yet.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether git refuses "git commit -- PATH" now: in a merge and its like.</summary>
    public bool ForbidsPartialCommit { get; init; }

    /// <summary>Whether the commit takes its files from the worktree ("-a", "-- PATH"), so that the index says nothing about the next try.</summary>
    public bool HasTemporaryIndex { get; init; }

    /// <summary>What else the user should know, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether some of the <see cref="Own"/> files lie otherwise in the worktree than they are staged.</summary>
    public bool IsPartlyStaged { get; init; }

    /// <summary>Whether files that put somebody's commit back are a reason to refuse (<c>sidecar.revert</c>).</summary>
    public bool RefusesReverts { get; init; }

    /// <summary>The paths that somebody else holds, each once.</summary>
    public IReadOnlyList<RepoPath> Held => Report.Held.Select(finding => finding.Path).Distinct().ToList();

    /// <summary>The paths for which it is refused.</summary>
    public IReadOnlyList<RepoPath> Refused =>
        RefusesReverts ? [.. Held.Union(Report.Reverts.Select(finding => finding.Path))] : Held;

    /// <summary>The paths that can be committed.</summary>
    public IReadOnlyList<RepoPath> Own => Paths.Except(Refused).ToList();
}
