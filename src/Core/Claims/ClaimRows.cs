using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;
using Sidecar.Work;

namespace Sidecar.Claims;

/// <summary>Claims and the queue as rows. Always inside a caller's transaction.</summary>
internal static class ClaimRows
{
    /// <summary>
    /// Every claim whose time is not over, those of dead holders included and marked so: first those asked for, then those
    /// observed.
    /// </summary>
    public static List<Claim> Active(DbConnection db, Presence presence, DateTimeOffset now) =>
        [.. Explicit(db, presence, now), .. WorkRows.ObservedClaims(db, presence, now)];

    /// <summary>Those of them that were asked for.</summary>
    public static List<Claim> Explicit(DbConnection db, Presence presence, DateTimeOffset now)
    {
        // Asking the system about a holder costs more than reading its row: once per holder is enough.
        var known = new Dictionary<long, Liveness>();
        return db.Query(
            $"""
            SELECT claims.id AS id, pattern, mode, reason, source, since, ttl_ms,
                max(renewed_at, active_at) + ttl_ms AS expires, {AgentRows.Columns}
            FROM claims JOIN agents ON agents.id = agent_id
            WHERE ended_at IS NULL AND max(renewed_at, active_at) + ttl_ms > $now
            ORDER BY claims.id
            """,
            row =>
            {
                var holder = AgentRows.Read(row);
                if (!known.TryGetValue(holder.Id, out var live))
                    known[holder.Id] = live = presence.Check(holder, now);
                return Read(row, holder, live);
            },
            ("$now", now.Stored()));
    }

    /// <summary>Everybody in the queue whose waiting process is not known to be gone.</summary>
    public static List<Waiting> Queue(DbConnection db, Presence presence, DateTimeOffset now) => db.Query(
        $"""
        SELECT waits.id AS id, patterns, mode, reason, ttl_ms, since, deadline,
            waits.host AS wait_host, pid, started, {AgentRows.Columns}
        FROM waits JOIN agents ON agents.id = agent_id
        WHERE deadline > $now AND left_at IS NULL
        ORDER BY waits.id
        """,
        row => (Waiting: ReadWaiting(row), IsHere: IsHere(row, presence, now)),
        ("$now", now.Stored())).Where(entry => entry.IsHere).Select(entry => entry.Waiting).ToList();

    /// <summary>Takes or renews one claim.</summary>
    public static void Take(DbConnection db, Agent holder, ClaimPattern pattern, ClaimRequest request, DateTimeOffset now)
    {
        var renewed = db.Execute(
            """
            UPDATE claims SET mode = $mode, source = 'explicit', renewed_at = $now, ttl_ms = $ttl,
                reason = CASE $reason WHEN '' THEN reason ELSE $reason END
            WHERE agent_id = $agent AND pattern = $pattern AND ended_at IS NULL
            """,
            ("$mode", Stored(request.Mode)), ("$now", now.Stored()), ("$ttl", (long)request.Ttl.TotalMilliseconds),
            ("$reason", request.Reason), ("$agent", holder.Id), ("$pattern", pattern.Text)) > 0;
        if (!renewed)
            Insert(db, holder.Id, pattern, request.Mode, request.Reason, request.Ttl, now);

        EventLog.Add(db, new Happening(
            now, renewed ? "claim.renewed" : "claim.granted", holder.Name.ToString(), pattern.Text,
            request.Reason.Length == 0 ? Stored(request.Mode) : $"{Stored(request.Mode)}: {request.Reason}"));
    }

    /// <summary>Adds a claim that its holder does not have yet.</summary>
    public static void Insert(
        DbConnection db, long agentId, ClaimPattern pattern, ClaimMode mode, string reason, TimeSpan ttl, DateTimeOffset now) => db.Execute(
        """
        INSERT INTO claims (agent_id, pattern, mode, reason, source, since, renewed_at, ttl_ms)
        VALUES ($agent, $pattern, $mode, $reason, 'explicit', $now, $now, $ttl)
        """,
        ("$agent", agentId), ("$pattern", pattern.Text), ("$mode", Stored(mode)), ("$reason", reason),
        ("$now", now.Stored()), ("$ttl", (long)ttl.TotalMilliseconds));

    /// <summary>Ends one claim.</summary>
    public static void End(DbConnection db, Claim claim, string why, string who, string kind, DateTimeOffset now)
    {
        if (claim.Source is ClaimSource.Observed)
        {
            WorkRows.Release(db, claim.Id, now);
        }
        else
        {
            db.Execute(
                "UPDATE claims SET ended_at = $now, ended_why = $why WHERE id = $id",
                ("$now", now.Stored()), ("$why", why), ("$id", claim.Id));
        }

        EventLog.Add(db, new Happening(now, kind, who, claim.Pattern.Text, why));
    }

    /// <summary>Joins the queue at its end; returns the place.</summary>
    public static long Enqueue(
        DbConnection db, Agent agent, ClaimRequest request, string host, ProcessRef waiter, DateTimeOffset now, DateTimeOffset deadline)
    {
        EventLog.Add(db, new Happening(
            now, "claim.waiting", agent.Name.ToString(), string.Join(", ", request.Patterns.Take(5)), request.Reason));
        return db.Insert(
            """
            INSERT INTO waits (agent_id, host, pid, started, patterns, mode, reason, ttl_ms, since, deadline)
            VALUES ($agent, $host, $pid, $started, $patterns, $mode, $reason, $ttl, $now, $deadline)
            """,
            ("$agent", agent.Id), ("$host", host), ("$pid", waiter.Pid), ("$started", waiter.Started),
            ("$patterns", string.Join('\n', request.Patterns.Select(pattern => pattern.Text))), ("$mode", Stored(request.Mode)),
            ("$reason", request.Reason), ("$ttl", (long)request.Ttl.TotalMilliseconds),
            ("$now", now.Stored()), ("$deadline", deadline.Stored()));
    }

    /// <summary>Leaves the queue.</summary>
    public static void Dequeue(DbConnection db, long place) => db.Execute("DELETE FROM waits WHERE id = $id", ("$id", place));

    /// <summary>How a mode is stored, shown and sent.</summary>
    public static string Stored(ClaimMode mode) => mode is ClaimMode.Shared ? "shared" : "exclusive";

    private static Claim Read(Row row, Agent holder, Liveness live) => new()
    {
        Id = row.Number("id")!.Value,
        Holder = holder,
        Pattern = ClaimPattern.FromStored(row.Text("pattern")!),
        Mode = ReadMode(row),
        Reason = row.Text("reason")!,
        Source = ClaimSource.Explicit,
        Since = row.Time("since"),
        Expires = row.Time("expires"),
        Ttl = TimeSpan.FromMilliseconds(row.Number("ttl_ms")!.Value),
        Live = live,
    };

    private static Waiting ReadWaiting(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        Agent = AgentRows.Read(row),
        Patterns = row.Text("patterns")!.Split('\n').Select(ClaimPattern.FromStored).ToList(),
        Mode = ReadMode(row),
        Reason = row.Text("reason")!,
        Ttl = TimeSpan.FromMilliseconds(row.Number("ttl_ms")!.Value),
        Since = row.Time("since"),
        Deadline = row.Time("deadline"),
    };

    private static bool IsHere(Row row, Presence presence, DateTimeOffset now)
    {
        var waiter = new ProcessRef((int)row.Number("pid")!.Value, row.Number("started")!.Value);
        var isGone = row.Text("wait_host") == presence.Host && presence.Check(waiter) is Liveness.Dead;
        return !isGone && presence.Check(AgentRows.Read(row), now) is not Liveness.Dead;
    }

    private static ClaimMode ReadMode(Row row) => row.Text("mode") == "shared" ? ClaimMode.Shared : ClaimMode.Exclusive;
}
