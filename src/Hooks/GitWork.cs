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

    /// <summary>Takes notice of an operation that ended just now.</summary>
    /// <param name="call">The call of the hook.</param>
    /// <param name="usually">What was run, where nobody can tell it from the process that called.</param>
    public static int Record(HookCall call, string usually)
    {
        using var notice = Notice.Begin(call);
        if (notice is null)
            return HookExit.Proceed;

        var worktree = notice.Folders.Worktree;
        var operation = new Operation
        {
            At = call.Now,
            Worktree = worktree,
            Who = notice.Committer.Name,
            AgentId = notice.Committer.Id,
            Command = GitCommandLine.Of(call.Processes, call.Pid, call.Environment) ?? usually,
        };
        var changed = notice.State.Work.OpenOrUnexplained(worktree, JustBefore).Where(work => IsChanged(work, worktree)).ToList();
        notice.State.Operations.Record(operation, changed.Count == 0 ? [] : Overwritten(changed, notice, call.Now));
        return HookExit.Proceed;
    }

    private static bool IsChanged(UncommittedWork work, string worktree)
    {
        var now = FileState.Look(Path.Combine(worktree, work.Path.ToString()));
        return now.Size != work.State.Size || now.Modified != work.State.Modified;
    }

    private static List<Overwritten> Overwritten(IReadOnlyList<UncommittedWork> changed, Notice notice, DateTimeOffset now)
    {
        var dirty = WorktreeStatus.Read(notice.Git, changed.Select(work => work.Path).ToHashSet());
        var blobs = BlobHash.For(notice.Git);
        return changed
            .Select(work => (work, State: FileState.Read(Path.Combine(notice.Folders.Worktree, work.Path.ToString()), blobs)))
            .Where(pair => !pair.State.IsSameContent(pair.work.State) || dirty.Find(pair.work.Path) is null)
            .Select(pair => new Overwritten(pair.work, dirty.Find(pair.work.Path) is null ? null : Left(pair.work, pair.State, notice, now)))
            .ToList();
    }

    private static SeenChange Left(UncommittedWork work, FileState state, Notice notice, DateTimeOffset now) => new(
        work.Path,
        state == FileState.Gone ? TouchKind.Deleted : TouchKind.Changed,
        now,
        notice.Committer.Id is { } id && notice.State.Agents.Find(id) is { } agent
            ? new Authorship(agent, Evidence.Reported)
            : Authorship.Unknown)
    {
        State = state,
    };
}
