using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Forecasts;
using Sidecar.Storage;

namespace Sidecar.Watch;

/// <summary>What the watcher tells of itself. Each method is one transaction, and writes only what is not there already.</summary>
public sealed class WatcherStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>This process is the watcher now. What an earlier one told about worktrees and of merging them no longer counts.</summary>
    /// <param name="source">What tells it of changes, such as "inotify".</param>
    public void Begin(string source) => db.Write(connection =>
    {
        connection.Execute("DELETE FROM watched");
        ForecastRows.Doubt(connection, "it was not tried yet since the watcher began", time.GetUtcNow());
        return connection.Execute(
            """
            INSERT OR REPLACE INTO watcher (id, pid, started, host, since, source) VALUES (1, $pid, $started, $host, $since, $source)
            """,
            ("$pid", presence.Self.Pid), ("$started", presence.Self.Started), ("$host", presence.Host),
            ("$since", time.GetUtcNow().Stored()), ("$source", source));
    });

    /// <summary>This process is no longer the watcher. Nothing where another one has begun meanwhile.</summary>
    public void End(string why) => db.Write(connection =>
    {
        var wasMine = connection.Execute(
            "UPDATE watcher SET stopped_at = $now, stopped_why = $why WHERE pid = $pid AND started = $started AND host = $host",
            ("$now", time.GetUtcNow().Stored()), ("$why", why),
            ("$pid", presence.Self.Pid), ("$started", presence.Self.Started), ("$host", presence.Host)) == 1;
        return wasMine && connection.Execute("DELETE FROM watched") > 0;
    });

    /// <summary>Says how the watching of a worktree stands; false where that is known already.</summary>
    public bool SetWorktree(WatchedWorktree watched)
    {
        if (db.Read(connection => Find(connection, watched.Worktree)) is { } known && Stored(known) == Stored(watched))
            return false;

        return db.Write(connection => connection.Execute(
            """
            INSERT OR REPLACE INTO watched (worktree, state, detail, directories, behind_since, scanned_at, branch, head)
            VALUES ($worktree, $state, $detail, $directories, $behind, $scanned, $branch, $head)
            """,
            ("$worktree", watched.Worktree), ("$state", Words.Of(watched.Stage)), ("$detail", watched.Detail),
            ("$directories", watched.Directories), ("$behind", watched.BehindSince?.Stored()),
            ("$scanned", watched.ScannedAt?.Stored()), ("$branch", watched.Branch), ("$head", watched.Head)) == 1);
    }

    /// <summary>A worktree is no longer watched; false where it was not.</summary>
    public bool Remove(string worktree) =>
        db.Read(connection => Find(connection, worktree)) is not null
        && db.Write(connection => connection.Execute("DELETE FROM watched WHERE worktree = $worktree", ("$worktree", worktree)) == 1);

    /// <summary>How the watcher stands.</summary>
    public WatcherReport Read() => db.Read(connection =>
    {
        var now = time.GetUtcNow();
        var attempt = StartFile.Read(db.Folder);
        var recorded = db.Has(connection, "watcher") ? connection.Query("SELECT * FROM watcher", row => ReadWatcher(row, now)).FirstOrDefault() : null;
        return recorded is null
            ? new WatcherReport { At = now, Running = Liveness.Dead, Attempt = attempt }
            : recorded with
            {
                Attempt = attempt,
                Worktrees = recorded.Running is Liveness.Dead
                    ? []
                    : connection.Query("SELECT * FROM watched ORDER BY worktree", ReadWorktree),
            };
    });

    private WatcherReport ReadWatcher(Row row, DateTimeOffset now)
    {
        var process = new ProcessRef((int)row.Number("pid")!.Value, row.Number("started")!.Value);
        var host = row.Text("host")!;
        var stopped = row.TimeOrNull("stopped_at");
        return new WatcherReport
        {
            At = now,
            Running = stopped is not null ? Liveness.Dead : host == presence.Host ? presence.Check(process) : Liveness.Unknown,
            Process = process,
            Host = host,
            Since = row.Time("since"),
            Source = row.Text("source")!,
            StoppedAt = stopped,
            StoppedWhy = row.Text("stopped_why"),
        };
    }

    private static WatchedWorktree? Find(DbConnection connection, string worktree) => connection
        .Query("SELECT * FROM watched WHERE worktree = $worktree", ReadWorktree, ("$worktree", worktree)).FirstOrDefault();

    private static WatchedWorktree ReadWorktree(Row row) =>
        new(row.Text("worktree")!, Words.WatchStage(row.Text("state")!), row.Text("detail")!, (int)row.Number("directories")!.Value)
        {
            BehindSince = row.TimeOrNull("behind_since"),
            ScannedAt = row.TimeOrNull("scanned_at"),
            Branch = row.Text("branch"),
            Head = row.Text("head"),
        };

    // As it comes back from the database: to the millisecond.
    private static WatchedWorktree Stored(WatchedWorktree watched) => watched with
    {
        BehindSince = Stored(watched.BehindSince),
        ScannedAt = Stored(watched.ScannedAt),
    };

    private static DateTimeOffset? Stored(DateTimeOffset? at) => at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known.Stored()) : null;
}
