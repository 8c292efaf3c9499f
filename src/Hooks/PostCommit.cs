using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Work;

namespace Sidecar.Hooks;

/// <summary>Takes notice of a commit that was made: who made it, of what, and whose uncommitted work is in it.</summary>
internal static class PostCommit
{
    private static readonly TimeSpan JustBefore = TimeSpan.FromSeconds(15);

    // What configuration could change is said here. The first parent is what the committer built on.
    private static readonly string[] Question =
    [
        "-c", "log.diffMerges=separate", "log", "-1", "-m", "--first-parent", "--root", "--format=%H %P", "--raw", "--no-abbrev",
        "--no-renames", "-z", "--no-ext-diff", "--no-color", "--no-relative", "--no-show-signature", "--ignore-submodules=none",
        "-O/dev/null", "HEAD", "--",
    ];

    /// <summary>Runs after git's work; changes nothing of it and says nothing.</summary>
    public static int Run(HookCall call)
    {
        using var notice = Notice.Begin(call, Question);
        if (notice is null || Read(call, notice) is not { } commit)
            return HookExit.Proceed;

        notice.State.Commits.Record(
            WithOrigin(commit, notice), Committed(commit, notice), notice.Settings.NoVerify is not NoVerifyAction.Off, notice.Settings.IgnoreCase);
        return HookExit.Proceed;
    }

    private static RecordedCommit? Read(HookCall call, Notice notice)
    {
        var output = notice.Answer!.Finish();
        var end = output.Text.IndexOf('\0', StringComparison.Ordinal);
        if (!output.Succeeded || end < 0)
            return null;

        // Its own id, and those of its parents.
        var ids = output.Text[..end].Split(' ', StringSplitOptions.TrimEntries);
        return new RecordedCommit
        {
            Id = ids[0],
            IsTakenOver = ids.Length > 2 || OngoingOperation.Read(notice.Folders).IsRebasing,
            At = call.Now,
            Worktree = notice.Folders.Worktree,
            Who = notice.Committer.Name,
            AgentId = notice.Committer.Id,
            Files = RawDifference.Parse(output.Text[(end + 1)..], "git log --raw"),
        };
    }

    /// <summary>Adds what only git's log of HEAD tells; asked where it matters to an announcement.</summary>
    private static RecordedCommit WithOrigin(RecordedCommit commit, Notice notice)
    {
        if (commit.IsTakenOver || commit.AgentId is not { } agent || !notice.State.Announcements.HasOpen(agent))
            return commit;

        // "commit (amend): words", "cherry-pick: words", and "commit (cherry-pick): words" where a person finished it.
        var how = notice.Git.Run(["log", "-g", "-1", "--format=%gs", "HEAD", "--"]).Text;
        if (how.StartsWith("cherry-pick", StringComparison.Ordinal) || how.StartsWith("commit (cherry-pick)", StringComparison.Ordinal))
            return commit with { IsTakenOver = true };

        return how.StartsWith("commit (amend)", StringComparison.Ordinal)
            ? commit with { Amended = Differing(notice) }
            : commit;
    }

    // Null where the commit before is not known: then all that is in this one counts.
    private static IReadOnlyList<RepoPath>? Differing(Notice notice)
    {
        var output = notice.Git.Run(["diff-tree", "-r", "--raw", "--no-abbrev", "--no-renames", "-z", "HEAD@{1}", "HEAD", "--"]);
        return output.Succeeded ? [.. RawDifference.Parse(output.Text, "git diff-tree").Select(file => file.Path)] : null;
    }

    // What was changed again since it was staged is not all committed. What the file system saw clean just now may have been
    // committed, or undone by its author a moment before: the content tells.
    private static List<UncommittedWork> Committed(RecordedCommit commit, Notice notice)
    {
        var after = commit.Files.ToDictionary(file => file.Path, file => file.After);
        var store = notice.State.Work;
        var work = store.On(commit.Worktree, [.. after.Keys], notice.Settings.IgnoreCase)
            .Concat(store.Unexplained(commit.Worktree, JustBefore))
            .Where(piece => after.TryGetValue(piece.Path, out var blob) && (!piece.HasEnded || blob == piece.State.Blob))
            .ToList();
        if (work.Count == 0)
            return work;

        var dirty = WorktreeStatus.Read(notice.Git, work.Select(piece => piece.Path).ToHashSet());
        return [.. work.Where(piece => dirty.Find(piece.Path) is null)];
    }
}
