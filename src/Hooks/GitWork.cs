using Sidecar.Operations;
using Sidecar.Repository;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Hooks;

/// <summary>Records what git itself did to the files of a worktree, and whose uncommitted work that changed.</summary>
internal static class GitWork
{
    // The watcher may have seen the files clean before this hook came to say why.
    private static readonly TimeSpan JustBefore = TimeSpan.FromSeconds(15);

    // The system counts the start of a process coarser than the time of a file.
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes notice of an operation that ended just now.</summary>
    /// <param name="call">The call of the hook.</param>
    /// <param name="usually">What was run, where nobody can tell it from the process that called.</param>
    /// <param name="also">What else is to be done.</param>
    public static int Record(HookCall call, string usually, Action<Notice>? also = null)
    {
        using var notice = Notice.Begin(call);
        if (notice is null)
            return HookExit.Proceed;

        also?.Invoke(notice);
        var command = GitCommandLine.Of(call.Processes, call.Pid, call.Environment) ?? usually;

        // "commit -- PATH" rewrites the index too, and no file.
        if (command.StartsWith("commit", StringComparison.Ordinal))
            return HookExit.Proceed;

        var worktree = notice.Folders.Worktree;
        var operation = new Operation
        {
            At = call.Now,
            Worktree = worktree,
            Who = notice.Committer.Name,
            AgentId = notice.Committer.Id,
            Command = command,
        };
        var began = GitCommandLine.Began(call.Processes, call.Pid) - ClockStep;
        var store = notice.State.Work;
        var changed = store.Open(worktree).Concat(store.Unexplained(worktree, Since(began, call.Now)))
            .GroupBy(work => work.Path)
            .Where(file => IsChanged(file.MaxBy(work => work.At)!, worktree, began))
            .SelectMany(file => file)
            .ToList();
        notice.State.Operations.Record(operation, changed.Count == 0 ? [] : Overwritten(changed, notice, call.Now));
        return HookExit.Proceed;
    }

    // What was clean again before git began, git did not clean.
    private static TimeSpan Since(DateTimeOffset? began, DateTimeOffset now) =>
        began is { } start && now - start < JustBefore ? now - start : JustBefore;

    // Whoever wrote last left the file so. What was not written since git began, git did not write: an author's own later
    // write that nobody has told of yet looks no different.
    private static bool IsChanged(UncommittedWork latest, string worktree, DateTimeOffset? began)
    {
        var path = Path.Combine(worktree, latest.Path.ToString());
        var now = FileState.Look(path);
        return (now.Size != latest.State.Size || now.Modified != latest.State.Modified)
            && !((now == FileState.Gone ? GoneSince(path) : now.Modified) < began?.ToUnixTimeMilliseconds());
    }

    // Taking a file away changes its folder, and taking that away the one above.
    private static long? GoneSince(string path)
    {
        var folder = new FileInfo(path).Directory;
        while (folder is { Exists: false })
            folder = folder.Parent;
        return folder is null ? null : new DateTimeOffset(folder.LastWriteTimeUtc).ToUnixTimeMilliseconds();
    }

    private static List<Overwritten> Overwritten(IReadOnlyList<UncommittedWork> changed, Notice notice, DateTimeOffset now)
    {
        var dirty = WorktreeStatus.Read(notice.Git, changed.Select(work => work.Path).ToHashSet());
        var blobs = BlobHash.For(notice.Git);
        return changed.GroupBy(work => work.Path).SelectMany(file =>
        {
            var state = FileState.Read(Path.Combine(notice.Folders.Worktree, file.Key.ToString()), blobs);
            var left = dirty.Find(file.Key);
            var isByGit = left is null || !(state.IsSameContent(file.MaxBy(work => work.At)!.State) || IsRemovedByHand(left, state));
            return isByGit
                ? file.Select(work => new Overwritten(work, left is null ? null : Left(left, state, notice, now)))
                : [];
        }).ToList();
    }

    // Git takes a file away in its index too.
    private static bool IsRemovedByHand(DirtyPath path, FileState state) => state == FileState.Gone && path.WorktreeDiffers;

    private static SeenChange Left(DirtyPath path, FileState state, Notice notice, DateTimeOffset now) => new(
        path.Path,
        path.TouchKind(state),
        now,
        notice.Committer.Id is { } id && notice.State.Agents.Find(id) is { } agent
            ? new Authorship(agent, Evidence.Reported)
            : Authorship.Unknown)
    {
        State = state,
    };
}
