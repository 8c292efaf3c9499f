using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Work;

/// <summary>Who has uncommitted work where. Each method is one transaction.</summary>
public sealed class WorkStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>All work that has not ended, oldest first.</summary>
    /// <param name="worktree">Only in this worktree; null for all.</param>
    public IReadOnlyList<UncommittedWork> Open(string? worktree = null)
    {
        var now = time.GetUtcNow();
        return db.Read(connection => WorkRows.Open(connection, presence, now, worktree));
    }

    /// <summary>
    /// Open work, and such that ended within <paramref name="past"/> because its file was found clean again: git's own hooks
    /// come a moment after the file system, and know why.
    /// </summary>
    public IReadOnlyList<UncommittedWork> OpenOrUnexplained(string worktree, TimeSpan past)
    {
        var now = time.GetUtcNow();
        return db.Read(connection => WorkRows.OpenOrUnexplained(connection, presence, now, worktree, now - past));
    }

    /// <summary>Ends the work in files that were found clean again: as in HEAD, or gone as they were before.</summary>
    public void EndClean(IReadOnlyList<UncommittedWork> work) => db.Write(connection =>
    {
        foreach (var done in work)
            WorkRows.End(connection, done.Id, WorkRows.CleanAgain, time.GetUtcNow());
        return work.Count;
    });
}
