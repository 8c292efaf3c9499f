using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact.Imports;
using Sidecar.Storage;

namespace Sidecar.Impact;

/// <summary>Announcements as rows. Always inside a caller's transaction.</summary>
internal static class AnnouncementRows
{
    /// <summary>
    /// How long a person's announcement counts: a person has no process whose end could end it. A working day.
    /// </summary>
    public static readonly TimeSpan AgeOfPeoples = TimeSpan.FromHours(12);

    private const string Declared = "declared";
    private const string Scanned = "scanned";

    /// <summary>Those that have not ended, oldest first, those of agents that are known to be gone included.</summary>
    public static List<Announcement> Open(DbConnection db, Presence presence, DateTimeOffset now)
    {
        var heads = db.Query(
            $"""
            SELECT announcements.id AS id, at, intent, symbols, {AgentRows.Columns}
            FROM announcements JOIN agents ON agents.id = agent_id
            WHERE ended_at IS NULL AND (client <> 'human' OR at > $since) ORDER BY announcements.id
            """,
            row => ReadHead(row, presence, now),
            ("$since", (now - AgeOfPeoples).Stored()));
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
        foreach (var file in request.Files)
            db.Execute("INSERT OR IGNORE INTO announced_files (announcement_id, pattern) VALUES ($id, $pattern)", ("$id", id), ("$pattern", file.Text));

        foreach (var on in request.DependsOn)
            AddDependency(db, id, on, Declared, of: "");
        foreach (var found in scanned.Take(AnnouncementRequest.MaxScanned))
            AddDependency(db, id, found.On, Scanned, found.Of?.ToString() ?? "");

        EventLog.Add(db, new Happening(
            now, "announce", agent.Name.ToString(), Printable.List([.. request.Files.Select(file => file.Text)]), request.Intent));
        return id;
    }

    /// <summary>Takes the files of a commit off what its author announced; a directory or pattern is done by any file in it.</summary>
    public static void EndCommitted(DbConnection db, long agentId, IReadOnlyList<RepoPath> committed, string why, DateTimeOffset now)
    {
        var names = committed.Select(path => path.ToString()).ToHashSet(StringComparer.Ordinal);
        EndFiles(db, agentId, Done, why, now);

        bool Done(ClaimPattern file) =>
            file.LiteralFile is { } literal ? names.Contains(literal) : committed.Any(path => file.Matches(path));
    }

    /// <summary>Takes files off what an agent announced, by the names that they were announced by; null for all.</summary>
    /// <returns>Which there were.</returns>
    public static IReadOnlyList<ClaimPattern> EndNamed(
        DbConnection db, long agentId, IReadOnlyList<ClaimPattern>? named, string why, DateTimeOffset now) =>
        EndFiles(db, agentId, file => named?.Any(file.IsSamePlace) ?? true, why, now);

    /// <summary>Ends what an agent announced, for the agent is gone.</summary>
    public static void EndOf(DbConnection db, long agentId, string why, DateTimeOffset now) => db.Execute(
        "UPDATE announcements SET ended_at = $now, ended_why = $why WHERE agent_id = $agent AND ended_at IS NULL",
        ("$now", now.Stored()), ("$why", why), ("$agent", agentId));

    private static List<ClaimPattern> EndFiles(DbConnection db, long agentId, Func<ClaimPattern, bool> isDone, string why, DateTimeOffset now)
    {
        var open = db.Query(
            """
            SELECT pattern, name FROM announced_files JOIN announcements ON announcements.id = announcement_id JOIN agents ON agents.id = agent_id
            WHERE agent_id = $agent AND ended_at IS NULL AND done_at IS NULL
            """,
            row => (Pattern: ClaimPattern.FromStored(row.Text("pattern")!), Who: row.Text("name")!),
            ("$agent", agentId));
        var done = open.FindAll(file => isDone(file.Pattern));
        foreach (var (pattern, _) in done)
        {
            db.Execute(
                """
                UPDATE announced_files SET done_at = $now WHERE pattern = $pattern
                    AND announcement_id = (SELECT id FROM announcements WHERE agent_id = $agent AND ended_at IS NULL)
                """,
                ("$now", now.Stored()), ("$pattern", pattern.Text), ("$agent", agentId));
        }

        if (done.Count > 0)
        {
            if (done.Count == open.Count)
                EndOf(db, agentId, why, now);
            EventLog.Add(db, new Happening(now, "announce.done", done[0].Who, Printable.List([.. done.Select(file => file.Pattern.Text)]), why));
        }

        return done.ConvertAll(file => file.Pattern);
    }

    private static void AddDependency(DbConnection db, long announcement, ClaimPattern on, string source, string of) => db.Execute(
        "INSERT OR IGNORE INTO announced_dependencies (announcement_id, pattern, source, of_path) VALUES ($id, $pattern, $source, $of)",
        ("$id", announcement), ("$pattern", on.Text), ("$source", source), ("$of", of));

    private static Announcement ReadHead(DbDataReader row, Presence presence, DateTimeOffset now)
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
        """
        SELECT announcement_id, pattern FROM announced_files JOIN announcements ON announcements.id = announcement_id
        WHERE ended_at IS NULL AND done_at IS NULL
        """,
        row => (Id: row.GetInt64(0), Pattern: ClaimPattern.FromStored(row.GetString(1)))).ToLookup(file => file.Id, file => file.Pattern);

    private static ILookup<long, Dependency> Dependencies(DbConnection db) => db.Query(
        """
        SELECT announcement_id, pattern, source, of_path
        FROM announced_dependencies JOIN announcements ON announcements.id = announcement_id WHERE ended_at IS NULL
        """,
        row => (Id: row.GetInt64(0), Dependency: ReadDependency(row))).ToLookup(found => found.Id, found => found.Dependency);

    private static Dependency ReadDependency(DbDataReader row) => new(
        ClaimPattern.FromStored(row.Text("pattern")!),
        row.Text("source") == Scanned ? DependencySource.Scanned : DependencySource.Declared,
        RepoPath.TryParse(row.Text("of_path")!, out var of) ? of : null);
}
