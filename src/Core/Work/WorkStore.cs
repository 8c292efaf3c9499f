using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Work;

/// <summary>Who has uncommitted work where. Each method is one transaction.</summary>
public sealed class WorkStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    // Beyond these, one look at all the work there is costs less.
    private const int MaxLookups = 500;

    /// <summary>All work that has not ended, oldest first.</summary>
    /// <param name="worktree">Only in this worktree; null for all.</param>
    public IReadOnlyList<UncommittedWork> Open(string? worktree = null)
    {
        var now = time.GetUtcNow();
        return db.Read(connection => WorkRows.Open(connection, new Authors(presence, now), worktree));
    }

    /// <summary>The work in these files of a worktree.</summary>
    /// <param name="worktree">The worktree.</param>
    /// <param name="paths">The files.</param>
    /// <param name="ignoreCase">Whether the file system ignores case (core.ignorecase).</param>
    public IReadOnlyList<UncommittedWork> On(string worktree, IReadOnlyList<RepoPath> paths, bool ignoreCase)
    {
        var authors = new Authors(presence, time.GetUtcNow());
        if (paths.Count <= MaxLookups && !ignoreCase)
            return db.Read(connection => paths.SelectMany(path => WorkRows.On(connection, authors, worktree, path)).ToList());

        var names = paths.Select(path => path.ToString()).ToHashSet(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return db.Read(connection => WorkRows.Open(connection, authors, worktree)).FindAll(work => names.Contains(work.Path.ToString()));
    }

    /// <summary>Whether somebody else than this one has work in a worktree, or nobody knows who; null is somebody without a registration.</summary>
    public bool HasOthers(string worktree, long? agentId) => db.Read(connection => WorkRows.HasOthers(connection, worktree, agentId));

    /// <summary>
    /// Work that ended within <paramref name="past"/> because its file was found clean again: git's own hooks come a moment
    /// after the file system, and know why.
    /// </summary>
    public IReadOnlyList<UncommittedWork> Unexplained(string worktree, TimeSpan past)
    {
        var now = time.GetUtcNow();
        return db.Read(connection => WorkRows.Unexplained(connection, new Authors(presence, now), worktree, now - past));
    }

    /// <summary>Ends the work in worktrees that git knows no longer and that are no longer there.</summary>
    /// <param name="worktrees">Those that git knows.</param>
    /// <returns>In which it ended any.</returns>
    public IReadOnlyList<string> EndElsewhere(IReadOnlyCollection<string> worktrees)
    {
        var gone = db.Read(WorkRows.Worktrees).Where(worktree => !worktrees.Contains(worktree, StringComparer.Ordinal) && !Directory.Exists(worktree)).ToList();
        if (gone.Count > 0)
            db.Write(connection => gone.Sum(worktree => WorkRows.EndIn(connection, worktree, time.GetUtcNow())));
        return gone;
    }

    /// <summary>
    /// Ends the work in files that were found clean again: as in HEAD, or gone as they were before. Where another agent is
    /// known to have done that, the author is told; unless git's own hook came first and told it all.
    /// </summary>
    public void EndClean(IReadOnlyList<(UncommittedWork Work, Agent? By)> clean) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        var ended = clean.Where(end => WorkRows.EndClean(connection, end.Work.Id, now)).ToList();
        var undone = ended.Where(end => end is { By: { } by, Work.Author: { IsHuman: false } author } && by.Id != author.Id);
        foreach (var pair in undone.GroupBy(end => (Author: end.Work.Author!.Name, By: end.By!.Name), end => end.Work.Path.ToString()))
        {
            var paths = Printable.List([.. pair]);
            MessageRows.Notify(connection, pair.Key.Author, $"{pair.Key.By} undid or removed your uncommitted changes of {paths}.", now);
            EventLog.Add(connection, new Happening(now, "work.overwritten", pair.Key.By.ToString(), paths, $"work of {pair.Key.Author}"));
        }

        return ended.Count;
    });
}
