using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Touches;

/// <summary>Who wrote what and when. Each method is one transaction.</summary>
public sealed class TouchStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>The most touches that are kept.</summary>
    public const int MaxKept = 200_000;

    /// <summary>How long a touch is kept.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    // Two sources tell of one write within this time: a client's hook and the file system.
    private static readonly TimeSpan SameWrite = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Records changes of files that are not committed: the touches, the work they add to, and, where another live agent works
    /// on the same file, a word to both. What is known already is left as it is, but for better evidence.
    /// </summary>
    public void Record(string worktree, IReadOnlyList<SeenChange> changes) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        var authors = new Authors(presence, now);
        var meetings = new Meetings(connection, authors);
        foreach (var change in changes)
        {
            foreach (var also in change.Also)
                AddUnseen(connection, authors, worktree, change, also, meetings);
            var work = WorkRows.On(connection, authors, worktree, change.Path);
            if (work is [var latest, ..] && IsKnown(latest, change))
                Improve(connection, latest, change, meetings);
            else if (ChangedBack(work, change) is var (undone, standing))
                GoBack(connection, undone, standing, change, now);
            else
                Add(connection, worktree, change, meetings);
        }

        meetings.Tell(now);
        return changes.Count;
    });

    /// <summary>Touches, newest first.</summary>
    public IReadOnlyList<Touch> Read(TouchQuery query) => db.Read(connection =>
    {
        var touches = new List<Touch>();
        var before = long.MaxValue;
        while (touches.Count < query.Limit)
        {
            var page = Page(connection, query, before);
            touches.AddRange(page.Where(touch => IsWanted(touch, query)).Take(query.Limit - touches.Count));
            if (page.Count < PageSize)
                break;

            before = page[^1].Id;
        }

        return touches;
    });

    /// <summary>
    /// The latest touches of one file, or of whatever files a pattern matches, newest first. Of a pattern only the newest
    /// touches of all are looked through: this is for a glance.
    /// </summary>
    public IReadOnlyList<Touch> Latest(ClaimPattern pattern, int limit, bool ignoreCase) => db.Read(connection =>
        pattern.LiteralFile is { } file
            ? connection.Query(
                $"""
                SELECT {TouchRows.Columns} FROM touches LEFT JOIN agents ON agents.id = author_id
                WHERE path = $path ORDER BY touches.id DESC LIMIT $limit
                """,
                TouchRows.Read,
                ("$path", file), ("$limit", limit))
            : [.. Page(connection, new TouchQuery(), long.MaxValue).Where(touch => pattern.Matches(touch.Path, ignoreCase)).Take(limit)]);

    /// <summary>Drops what is too old or too much; returns how many touches that were.</summary>
    public int Prune() => db.Write(connection =>
    {
        var oldest = (time.GetUtcNow() - MaxAge).Stored();
        connection.Execute("DELETE FROM work WHERE ended_at < $oldest", ("$oldest", oldest));
        connection.Execute("DELETE FROM operations WHERE at < $oldest", ("$oldest", oldest));
        connection.Execute("DELETE FROM commits WHERE at < $oldest", ("$oldest", oldest));
        return connection.Execute(
            "DELETE FROM touches WHERE at < $oldest OR id <= (SELECT max(id) FROM touches) - $kept",
            ("$oldest", oldest), ("$kept", MaxKept));
    });

    private const int PageSize = 1000;

    private static bool IsKnown(UncommittedWork latest, SeenChange change) =>
        latest.Kind is TouchKind.Deleted == change.Kind is TouchKind.Deleted && latest.State.IsSameContent(change.State);

    private static void Improve(DbConnection connection, UncommittedWork latest, SeenChange change, Meetings meetings)
    {
        var isSameWrite = (change.At - latest.At).Duration() <= SameWrite;
        // The kernel's word for one process is not outdone by another agent's report of a moment before.
        var isContested = latest.Evidence is Evidence.Process && latest.Author?.Id != change.Authorship.Author?.Id;
        if (isSameWrite && !isContested && change.Authorship.Evidence < latest.Evidence)
        {
            TouchRows.Reattribute(connection, latest.Worktree, latest.Path, change.Authorship);
            if (WorkRows.Reattribute(connection, latest, change))
                meetings.Add(latest.Worktree, change);
        }
        else if (latest.State != change.State)
        {
            WorkRows.Refresh(connection, latest, change.State);
        }
    }

    private static void AddUnseen(
        DbConnection connection, Authors authors, string worktree, SeenChange change, Agent author, Meetings meetings)
    {
        if (WorkRows.On(connection, authors, worktree, change.Path).Exists(work => work.Author?.Id == author.Id && !work.IsReleased))
            return;

        // A moment before, so that it is never taken for what the file is like now.
        var before = change with
        {
            At = change.At.AddMilliseconds(-1),
            Authorship = new(author, Evidence.Process),
            State = FileState.Unseen,
            Also = [],
        };
        Add(connection, worktree, before, meetings);
    }

    /// <summary>
    /// The author's work that this change undoes, and the earlier work of somebody else whose content the file has again;
    /// null where it is nothing of the kind.
    /// </summary>
    private static (UncommittedWork Undone, UncommittedWork Standing)? ChangedBack(List<UncommittedWork> work, SeenChange change)
    {
        var own = work.Find(piece => piece.Author?.Id == change.Authorship.Author?.Id);
        var standing = work.Find(piece => piece != own && IsKnown(piece, change));
        return own is not null && standing is not null && standing.At <= own.Since ? (own, standing) : null;
    }

    private static void GoBack(
        DbConnection connection, UncommittedWork undone, UncommittedWork standing, SeenChange change, DateTimeOffset now)
    {
        TouchRows.Add(connection, undone.Worktree, change);
        WorkRows.End(connection, undone.Id, "changed back", now);
        WorkRows.Refresh(connection, standing, change.State);
    }

    private static void Add(DbConnection connection, string worktree, SeenChange change, Meetings meetings)
    {
        TouchRows.Add(connection, worktree, change);
        if (!WorkRows.Reopen(connection, worktree, change) && WorkRows.Put(connection, worktree, change))
            meetings.Add(worktree, change);
    }

    private static List<Touch> Page(DbConnection connection, TouchQuery query, long before) => connection.Query(
        $"""
        SELECT {TouchRows.Columns} FROM touches LEFT JOIN agents ON agents.id = author_id
        WHERE touches.id < $before AND at >= $since AND ($author IS NULL OR name = $author)
        ORDER BY touches.id DESC LIMIT {PageSize}
        """,
        TouchRows.Read,
        ("$before", before), ("$since", query.Since?.Stored() ?? 0), ("$author", query.Author?.ToString()));

    private static bool IsWanted(Touch touch, TouchQuery query) =>
        query.Paths.Count == 0
        || query.Paths.Any(pattern => pattern.Matches(touch.Path, query.IgnoreCase)
            || (touch.From is { } from && pattern.Matches(from, query.IgnoreCase)));
}
