using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact.Imports;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Impact;

/// <summary>Announcements as rows. Always inside a caller's transaction.</summary>
internal static class AnnouncementRows
{
    /// <summary>
    /// How long a person's announcement counts: a person has no process whose end could end it. A working day.
    /// </summary>
    public static readonly TimeSpan AgeOfPeoples = TimeSpan.FromHours(12);

    /// <summary>
    /// How long an agent's announcement counts after it was made, and after the agent last did anything itself: its client may
    /// stay open overnight. It counts again as soon as the agent goes on.
    /// </summary>
    public static readonly TimeSpan AgeOfIdle = TimeSpan.FromHours(2);

    private const string Declared = "declared";
    private const string Scanned = "scanned";

    // All that was ever announced lies in the same tables: these few are found by the index of them alone.
    private const string OpenOnes = "announcements INDEXED BY announcements_active";

    /// <summary>Those that have not ended and count, oldest first, those of agents that are known to be gone included.</summary>
    public static List<Announcement> Open(DbConnection db, Presence presence, DateTimeOffset now)
    {
        var heads = db.Query(
            $"""
            SELECT announcements.id AS id, at, intent, symbols, {AgentRows.Columns}
            FROM {OpenOnes} CROSS JOIN agents ON agents.id = agent_id
            WHERE ended_at IS NULL AND (client = 'human' AND at > $peoples OR client <> 'human' AND max(at, active_at) > $idle)
            ORDER BY announcements.id
            """,
            row => ReadHead(row, presence, now),
            ("$peoples", (now - AgeOfPeoples).Stored()), ("$idle", (now - AgeOfIdle).Stored()));
        if (heads.Count == 0)
            return heads;

        var files = Files(db);
        var dependencies = Dependencies(db);
        return heads.ConvertAll(head => head with { Files = [.. files[head.Id]], DependsOn = [.. dependencies[head.Id]] });
    }

    /// <summary>Stores one; whatever its agent announced before has ended.</summary>
    public static long Add(
        DbConnection db, Agent agent, AnnouncementRequest request, IReadOnlyList<Dependency> scanned, DateTimeOffset now)
    {
        db.Execute(
            "UPDATE announcements SET ended_at = $now, ended_why = 'announced anew' WHERE agent_id = $agent AND ended_at IS NULL",
            ("$now", now.Stored()), ("$agent", agent.Id));
        var id = db.Insert(
            "INSERT INTO announcements (agent_id, at, intent, symbols) VALUES ($agent, $now, $intent, $symbols)",
            ("$agent", agent.Id), ("$now", now.Stored()), ("$intent", request.Intent), ("$symbols", string.Join('\n', request.Symbols)));
        db.ExecuteEach(
            "INSERT OR IGNORE INTO announced_files (announcement_id, pattern) VALUES ($id, $pattern)",
            request.Files.Select(file => new (string, object?)[] { ("$id", id), ("$pattern", file.Text) }));
        var declared = request.DependsOn.Select(on => Values(id, on, Declared, of: ""));
        var found = scanned.Take(AnnouncementRequest.MaxScanned).Select(on => Values(id, on.On, Scanned, on.Of?.ToString() ?? ""));
        db.ExecuteEach(
            "INSERT OR IGNORE INTO announced_dependencies (announcement_id, pattern, source, of_path) VALUES ($id, $pattern, $source, $of)",
            declared.Concat(found));
        EventLog.Add(db, new Happening(
            now, "announce", agent.Name.ToString(), Printable.List([.. request.Files.Select(file => file.Text)]), request.Intent));
        return id;
    }

    /// <summary>Takes the files of a commit off what its author announced; a directory or pattern is done by any file in it.</summary>
    public static void EndCommitted(
        DbConnection db, long agentId, IReadOnlyList<RepoPath> committed, bool ignoreCase, string why, DateTimeOffset now)
    {
        var names = committed.Select(path => path.ToString()).ToHashSet(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        EndFiles(db, agentId, Done, why, now);

        bool Done(ClaimPattern file) =>
            file.LiteralFile is { } literal ? names.Contains(literal) : committed.Any(path => file.Matches(path, ignoreCase));
    }

    /// <summary>Takes files off what an agent announced, by the names that they were announced by; null for all.</summary>
    /// <returns>Which there were.</returns>
    public static IReadOnlyList<ClaimPattern> EndNamed(
        DbConnection db, long agentId, IReadOnlyList<ClaimPattern>? named, string why, DateTimeOffset now) =>
        EndFiles(db, agentId, file => named?.Any(file.IsSamePlace) ?? true, why, now);

    /// <summary>Takes everything that touches some places off what anybody announced; who did is told.</summary>
    /// <returns>Which there was.</returns>
    public static IReadOnlyList<ClaimPattern> EndForced(
        DbConnection db, IReadOnlyList<ClaimPattern>? places, bool ignoreCase, Agent by, DateTimeOffset now)
    {
        var done = new List<ClaimPattern>();
        var announcers = db.Query(
            $"SELECT {AgentRows.Columns} FROM {OpenOnes} CROSS JOIN agents ON agents.id = agent_id WHERE ended_at IS NULL ORDER BY announcements.id",
            AgentRows.Read);
        foreach (var agent in announcers)
        {
            var taken = EndFiles(
                db, agent.Id, file => places?.Any(place => place.Intersects(file, ignoreCase)) ?? true, $"released by {by.Name}", now);
            done.AddRange(taken);
            if (taken.Count == 0 || agent.Id == by.Id)
                continue;

            var paths = Printable.List([.. taken.Select(file => file.Text)]);
            MessageRows.Notify(db, agent.Name, $"{paths} no longer {(taken.Count == 1 ? "counts" : "count")} as announced by you: released by {by.Name}.", now);
        }

        return done;
    }

    /// <summary>Forgets those that ended before a time, with their files and dependencies.</summary>
    public static int Prune(DbConnection db, DateTimeOffset before) =>
        db.Execute("DELETE FROM announcements WHERE ended_at < $before", ("$before", before.Stored()));

    /// <summary>Ends what an agent announced, for the agent is gone.</summary>
    public static void EndOf(DbConnection db, long agentId, string why, DateTimeOffset now) => db.Execute(
        "UPDATE announcements SET ended_at = $now, ended_why = $why WHERE agent_id = $agent AND ended_at IS NULL",
        ("$now", now.Stored()), ("$why", why), ("$agent", agentId));

    private static List<ClaimPattern> EndFiles(DbConnection db, long agentId, Func<ClaimPattern, bool> isDone, string why, DateTimeOffset now)
    {
        var open = db.Query(
            $"""
            SELECT announcement_id, pattern, name
            FROM {OpenOnes} CROSS JOIN announced_files ON announcement_id = announcements.id CROSS JOIN agents ON agents.id = agent_id
            WHERE agent_id = $agent AND ended_at IS NULL AND done_at IS NULL
            """,
            row => (Id: row.Number("announcement_id")!.Value, Pattern: ClaimPattern.FromStored(row.Text("pattern")!), Who: row.Text("name")!),
            ("$agent", agentId));
        var done = open.FindAll(file => isDone(file.Pattern));
        db.ExecuteEach(
            "UPDATE announced_files SET done_at = $now WHERE announcement_id = $id AND pattern = $pattern",
            done.Select(file => new (string, object?)[] { ("$now", now.Stored()), ("$id", file.Id), ("$pattern", file.Pattern.Text) }));
        if (done.Count > 0)
        {
            // What is named beside files, such as a task, is done with the last of them.
            var left = open.Except(done).ToList();
            if (left.Count == 0 || (left.TrueForAll(file => file.Pattern.IsResource) && done.Exists(file => !file.Pattern.IsResource)))
                EndOf(db, agentId, why, now);
            EventLog.Add(db, new Happening(now, "announce.done", done[0].Who, Printable.List([.. done.Select(file => file.Pattern.Text)]), why));
        }

        return done.ConvertAll(file => file.Pattern);
    }

    private static (string, object?)[] Values(long announcement, ClaimPattern on, string source, string of) =>
        [("$id", announcement), ("$pattern", on.Text), ("$source", source), ("$of", of)];

    private static Announcement ReadHead(Row row, Presence presence, DateTimeOffset now)
    {
        var agent = AgentRows.Read(row);
        return new Announcement
        {
            Id = row.Number("id")!.Value,
            Agent = agent,
            Live = presence.Check(agent, now),
            At = row.Time("at"),
            Intent = row.Text("intent")!,
            Files = [],
            DependsOn = [],
            Symbols = row.Text("symbols")!.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    private static ILookup<long, ClaimPattern> Files(DbConnection db) => db.Query(
        $"""
        SELECT announcement_id, pattern FROM {OpenOnes} CROSS JOIN announced_files ON announcement_id = announcements.id
        WHERE ended_at IS NULL AND done_at IS NULL
        """,
        row => (Id: row.Number("announcement_id")!.Value, Pattern: ClaimPattern.FromStored(row.Text("pattern")!))).ToLookup(file => file.Id, file => file.Pattern);

    private static ILookup<long, Dependency> Dependencies(DbConnection db) => db.Query(
        $"""
        SELECT announcement_id, pattern, source, of_path
        FROM {OpenOnes} CROSS JOIN announced_dependencies ON announcement_id = announcements.id WHERE ended_at IS NULL
        """,
        row => (Id: row.Number("announcement_id")!.Value, Dependency: ReadDependency(row))).ToLookup(found => found.Id, found => found.Dependency);

    private static Dependency ReadDependency(Row row) => new(
        ClaimPattern.FromStored(row.Text("pattern")!),
        row.Text("source") == Scanned ? DependencySource.Scanned : DependencySource.Declared,
        RepoPath.TryParse(row.Text("of_path")!, out var of) ? of : null);
}
