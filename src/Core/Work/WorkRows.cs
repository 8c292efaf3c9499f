using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;
using Sidecar.Touches;

namespace Sidecar.Work;

/// <summary>Uncommitted work as rows. Always inside a caller's transaction.</summary>
internal static class WorkRows
{
    /// <summary>How work ended of which only that it is clean again is known; git's own hook may know more a moment later.</summary>
    public const string CleanAgain = "clean again";

    private const string Select =
        $"""
        SELECT work.id AS id, work.worktree AS where_, path, author_id, evidence, kind, since, at, size, modified, blob, released_at, ended_at,
            author.*
        FROM work LEFT JOIN (SELECT {AgentRows.Columns} FROM agents) AS author ON author.agent_id = author_id
        """;

    // The "+" of an order keeps SQLite from walking all rows by their number, those that ended long ago included.

    /// <summary>All work that has not ended, oldest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="authors">Who lives.</param>
    /// <param name="worktree">Only in this worktree; null for all.</param>
    public static List<UncommittedWork> Open(DbConnection db, Authors authors, string? worktree = null) => worktree is null
        ? Read(db, authors, "ended_at IS NULL ORDER BY +work.id")
        : Read(db, authors, "ended_at IS NULL AND work.worktree = $worktree ORDER BY work.id", ("$worktree", worktree));

    /// <summary>Work that ended since <paramref name="since"/> for a reason that nobody knew.</summary>
    public static List<UncommittedWork> Unexplained(DbConnection db, Authors authors, string worktree, DateTimeOffset since) => Read(
        db, authors, "work.worktree = $worktree AND ended_at >= $since AND ended_why = $clean ORDER BY +work.id",
        ("$worktree", worktree), ("$since", since.Stored()), ("$clean", CleanAgain));

    /// <summary>The work in one file of one worktree, the latest write first.</summary>
    public static List<UncommittedWork> On(DbConnection db, Authors authors, string worktree, RepoPath path) => Read(
        db, authors,
        "ended_at IS NULL AND work.worktree = $worktree AND path = $path ORDER BY at DESC, work.id DESC",
        ("$worktree", worktree), ("$path", path.ToString()));

    /// <summary>The work of others in a file, in whichever worktree.</summary>
    public static List<UncommittedWork> OfOthersOn(DbConnection db, Authors authors, long agentId, RepoPath path) => Read(
        db, authors,
        "ended_at IS NULL AND path = $path AND author_id <> $agent ORDER BY work.id", ("$path", path.ToString()), ("$agent", agentId));

    /// <summary>Whether somebody else than this one has work in a worktree, or nobody knows who.</summary>
    public static bool HasOthers(DbConnection db, string worktree, long? agentId) => db.Number(
        """
        SELECT EXISTS (SELECT 1 FROM work
            WHERE ended_at IS NULL AND worktree = $worktree AND coalesce(author_id, 0) <> coalesce($agent, -1))
        """,
        ("$worktree", worktree), ("$agent", agentId)) == 1;

    /// <summary>The claims that live agents have by what they wrote. They do not run out: work ends when it is committed.</summary>
    public static IEnumerable<Claim> ObservedClaims(DbConnection db, Presence presence, DateTimeOffset now) =>
        ObservedClaim.Of(Open(db, new Authors(presence, now)));

    /// <summary>Adds to the author's work in a file, or begins it; true if it began, or had been released.</summary>
    public static bool Put(DbConnection db, string worktree, SeenChange change)
    {
        var values = Values(worktree, change);
        var wasHeld = db.Number(
            """
            SELECT count(*) FROM work
            WHERE worktree = $worktree AND path = $path AND coalesce(author_id, 0) = coalesce($author, 0) AND ended_at IS NULL
                AND released_at IS NULL
            """,
            ("$worktree", worktree), ("$path", change.Path.ToString()), ("$author", change.Authorship.Author?.Id)) > 0;
        var isGoingOn = db.Execute(
            """
            UPDATE work SET evidence = $evidence, kind = CASE WHEN kind = 'created' AND $kind = 'changed' THEN kind ELSE $kind END,
                at = max(at, $at), released_at = NULL, size = $size, modified = $modified, blob = $blob
            WHERE worktree = $worktree AND path = $path AND coalesce(author_id, 0) = coalesce($author, 0) AND ended_at IS NULL
            """,
            values) > 0;
        if (!isGoingOn)
        {
            db.Execute(
                """
                INSERT INTO work (worktree, path, author_id, evidence, kind, since, at, size, modified, blob)
                VALUES ($worktree, $path, $author, $evidence, $kind, $at, $at, $size, $modified, $blob)
                """,
                values);
        }

        return !wasHeld;
    }

    /// <summary>Gives the latest write to another author, for better evidence came later; true if work of that author began.</summary>
    public static bool Reattribute(DbConnection db, UncommittedWork work, SeenChange change)
    {
        if (work.Author?.Id == change.Authorship.Author?.Id)
        {
            db.Execute(
                "UPDATE work SET evidence = $evidence WHERE id = $id",
                ("$evidence", Words.Of(change.Authorship.Evidence)), ("$id", work.Id));
            return false;
        }

        // What the first one wrote before this write is its work still.
        if (work.Since == work.At)
            db.Execute("DELETE FROM work WHERE id = $id", ("$id", work.Id));
        return Put(db, work.Worktree, change with { At = work.At });
    }

    /// <summary>Remembers the file's new time, its content being the same.</summary>
    public static void Refresh(DbConnection db, UncommittedWork work, FileState state) => db.Execute(
        "UPDATE work SET modified = $modified, blob = coalesce($blob, blob) WHERE id = $id",
        ("$modified", state.Modified), ("$blob", state.Blob), ("$id", work.Id));

    /// <summary>
    /// Begins work anew that a stash took away and gave back, with the very same content: it is still its author's, whoever
    /// ran git. False where nothing of the kind ended here within a day.
    /// </summary>
    public static bool Reopen(DbConnection db, string worktree, SeenChange change) => change.State.Blob is { } blob && db.Execute(
        """
        UPDATE OR IGNORE work SET ended_at = NULL, ended_why = NULL, modified = $modified
        WHERE id = (SELECT id FROM work
            WHERE worktree = $worktree AND path = $path AND blob = $blob AND ended_at >= $since AND ended_why LIKE '%stash%'
                AND author_id IS NOT NULL
            ORDER BY ended_at DESC LIMIT 1)
        """,
        ("$worktree", worktree), ("$path", change.Path.ToString()), ("$blob", blob), ("$modified", change.State.Modified),
        ("$since", (change.At - TimeSpan.FromDays(1)).Stored())) > 0;

    /// <summary>Ends one piece of work, or says why it ended.</summary>
    public static void End(DbConnection db, long id, string why, DateTimeOffset now) => db.Execute(
        "UPDATE work SET ended_at = coalesce(ended_at, $now), ended_why = $why WHERE id = $id",
        ("$now", now.Stored()), ("$why", why), ("$id", id));

    /// <summary>Ends work whose file is clean again; false where somebody ended it before, and knew why.</summary>
    public static bool EndClean(DbConnection db, long id, DateTimeOffset now) => db.Execute(
        "UPDATE work SET ended_at = $now, ended_why = $clean WHERE id = $id AND ended_at IS NULL",
        ("$now", now.Stored()), ("$clean", CleanAgain), ("$id", id)) > 0;

    /// <summary>The worktrees in which work has not ended.</summary>
    public static List<string> Worktrees(DbConnection db) =>
        db.Query("SELECT DISTINCT worktree FROM work WHERE ended_at IS NULL", row => row.Text("worktree")!);

    /// <summary>Ends all work in a worktree that is gone.</summary>
    public static int EndIn(DbConnection db, string worktree, DateTimeOffset now) => db.Execute(
        "UPDATE work SET ended_at = $now, ended_why = 'the worktree is gone' WHERE worktree = $worktree AND ended_at IS NULL",
        ("$now", now.Stored()), ("$worktree", worktree));

    /// <summary>The author no longer minds who changes it.</summary>
    public static void Release(DbConnection db, long id, DateTimeOffset now) => db.Execute(
        "UPDATE work SET released_at = $now WHERE id = $id", ("$now", now.Stored()), ("$id", id));

    /// <summary>Gives a registration the work of earlier ones of the same name: whoever comes back goes on with it.</summary>
    public static void Inherit(DbConnection db, Agent agent) => db.Execute(
        """
        UPDATE OR IGNORE work SET author_id = $id
        WHERE ended_at IS NULL AND author_id IN (SELECT id FROM agents WHERE name = $name AND left_at IS NOT NULL)
        """,
        ("$id", agent.Id), ("$name", agent.Name.ToString()));

    /// <summary>Hands work over: the heir wrote it from now on.</summary>
    public static void HandOver(DbConnection db, long id, Agent heir) => db.Execute(
        "UPDATE OR REPLACE work SET author_id = $heir, evidence = 'reported', released_at = NULL WHERE id = $id", ("$heir", heir.Id), ("$id", id));

    private static (string, object?)[] Values(string worktree, SeenChange change) =>
    [
        ("$worktree", worktree), ("$path", change.Path.ToString()), ("$author", change.Authorship.Author?.Id),
        ("$evidence", Words.Of(change.Authorship.Evidence)), ("$kind", Words.Of(change.Kind)), ("$at", change.At.Stored()),
        ("$size", change.State.Size), ("$modified", change.State.Modified), ("$blob", change.State.Blob),
    ];

    private static List<UncommittedWork> Read(
        DbConnection db, Authors authors, string where, params ReadOnlySpan<(string Name, object? Value)> values) =>
        db.Query($"{Select} WHERE {where}", row => Read(row, authors), values);

    private static UncommittedWork Read(Row row, Authors authors)
    {
        var author = row.Number("author_id") is { } id ? authors.Of(id, row) : ((Agent Agent, Liveness Live)?)null;
        return new UncommittedWork
        {
            Id = row.Number("id")!.Value,
            Worktree = row.Text("where_")!,
            Path = TouchRows.ReadPath(row, "path"),
            Author = author?.Agent,
            Evidence = TouchRows.ReadEvidence(row),
            Kind = TouchRows.ReadKind(row),
            Since = row.Time("since"),
            At = row.Time("at"),
            IsReleased = row.Number("released_at") is not null,
            HasEnded = row.Number("ended_at") is not null,
            State = new FileState(row.Number("size"), row.Number("modified"), row.Text("blob")),
            Live = author?.Live ?? Liveness.Unknown,
        };
    }
}
