using Sidecar.Agents;
using Sidecar.Messages;
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

    /// <summary>
    /// Ends the work in files that were found clean again: as in HEAD, or gone as they were before. Where another agent is
    /// known to have done that, the author is told.
    /// </summary>
    public void EndClean(IReadOnlyList<(UncommittedWork Work, Agent? By)> clean) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        foreach (var (work, _) in clean)
            WorkRows.End(connection, work.Id, WorkRows.CleanAgain, now);

        var undone = clean.Where(end => end is { By: { } by, Work.Author: { IsHuman: false } author } && by.Id != author.Id);
        foreach (var pair in undone.GroupBy(end => (Author: end.Work.Author!.Name, By: end.By!.Name), end => end.Work.Path.ToString()))
        {
            var paths = Printable.List([.. pair]);
            MessageRows.Notify(connection, pair.Key.Author, $"{pair.Key.By} undid or removed your uncommitted changes of {paths}.", now);
            EventLog.Add(connection, new Happening(now, "work.overwritten", pair.Key.By.ToString(), paths, $"work of {pair.Key.Author}"));
        }

        return clean.Count;
    });
}
