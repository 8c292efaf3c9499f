using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;
using Sidecar.Touches;
using Sidecar.Work;

namespace Sidecar.Operations;

/// <summary>What git itself did to the files. Each method is one transaction.</summary>
public sealed class OperationStore(SidecarDatabase db)
{
    // One command of git calls several hooks, and the file system tells of it at about the same time.
    private static readonly TimeSpan SameOperation = TimeSpan.FromSeconds(10);

    /// <summary>Records an operation that git's hook told of, and tells every author whose uncommitted work it changed.</summary>
    /// <param name="operation">What was run.</param>
    /// <param name="overwritten">What it changed or took away.</param>
    public void Record(Operation operation, IReadOnlyList<Overwritten> overwritten) => db.Write(connection =>
    {
        if (FindSame(connection, operation) is { } same)
            Update(connection, same, operation);
        else
            Insert(connection, operation);

        foreach (var lost in overwritten)
            WorkRows.End(connection, lost.Work.Id, $"{operation.Command} by {operation.Who ?? "nobody knows whom"}", operation.At);
        foreach (var left in overwritten.Select(lost => lost.Left).OfType<SeenChange>().DistinctBy(left => left.Path))
        {
            TouchRows.Add(connection, operation.Worktree, left);
            WorkRows.Put(connection, operation.Worktree, left);
        }

        foreach (var byAuthor in overwritten.Where(lost => IsOfAnother(lost.Work, operation)).GroupBy(lost => lost.Work.Author!.Name))
            Tell(connection, byAuthor.Key, [.. byAuthor.Select(lost => lost.Work)], operation);
        return overwritten.Count;
    });

    /// <summary>Adds files that the file system saw changed by git to the operation that changed them; one of nobody's if there is none.</summary>
    /// <param name="worktree">Where.</param>
    /// <param name="files">How many.</param>
    /// <param name="at">When the last of them was changed.</param>
    public void Count(string worktree, int files, DateTimeOffset at) => db.Write(connection =>
    {
        var latest = connection.Number(
            "SELECT max(id) FROM operations WHERE worktree = $worktree AND at BETWEEN $from AND $to",
            ("$worktree", worktree), ("$from", (at - SameOperation).Stored()), ("$to", (at + SameOperation).Stored()));
        return latest > 0
            ? connection.Execute("UPDATE operations SET files = coalesce(files, 0) + $files WHERE id = $id", ("$files", files), ("$id", latest))
            : Insert(connection, new Operation { At = at, Worktree = worktree, Command = Operation.UnknownCommand, Files = files });
    });

    /// <summary>Operations since <paramref name="since"/>, newest first.</summary>
    /// <param name="since">From when on.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="who">Only those that this one ran; null for all.</param>
    public IReadOnlyList<Operation> Since(DateTimeOffset since, int limit, string? who = null) => db.Read(connection => connection.Query(
        """
        SELECT * FROM operations WHERE at >= $since AND ($who IS NULL OR who = $who COLLATE NOCASE)
        ORDER BY at DESC, id DESC LIMIT $limit
        """,
        Read,
        ("$since", since.Stored()), ("$limit", limit), ("$who", who)));

    /// <summary>
    /// What changed or committed others' uncommitted work since <paramref name="since"/>, newest first: by an operation of git,
    /// by undoing it, or by a commit that took it along.
    /// </summary>
    public IReadOnlyList<Happening> Overwrites(DateTimeOffset since, int limit) => db.Read(connection => connection.Query(
        // The log has no index by time, but is in its order: the newest that is too old ends the look.
        """
        SELECT * FROM events
        WHERE id > coalesce((SELECT id FROM events WHERE at < $since ORDER BY id DESC LIMIT 1), 0)
            AND kind IN ('work.overwritten', 'commit.swept')
        ORDER BY id DESC LIMIT $limit
        """,
        row => new Happening(row.Time("at"), row.Text("kind")!, row.Text("who")!, row.Text("subject")!, row.Text("detail")!)
        {
            Id = row.Number("id")!.Value,
        },
        ("$since", since.Stored()), ("$limit", limit)));

    private static long? FindSame(DbConnection db, Operation operation) => db.Query(
        """
        SELECT id FROM operations
        WHERE worktree = $worktree AND at >= $from AND (command IN ($command, $unknown) OR $command = $unknown)
            AND (who = $who OR who IS NULL)
        ORDER BY id DESC LIMIT 1
        """,
        row => row.Number("id"),
        ("$worktree", operation.Worktree), ("$from", (operation.At - SameOperation).Stored()), ("$command", operation.Command),
        ("$unknown", Operation.UnknownCommand), ("$who", operation.Who)).FirstOrDefault();

    // The file system may have told of it first, and knows neither who nor what.
    private static void Update(DbConnection db, long id, Operation operation) => db.Execute(
        """
        UPDATE operations SET at = $at, who = $who, agent_id = $agent,
            command = CASE $command WHEN $unknown THEN command ELSE $command END
        WHERE id = $id
        """,
        ("$at", operation.At.Stored()), ("$who", operation.Who), ("$agent", operation.AgentId), ("$command", operation.Command),
        ("$unknown", Operation.UnknownCommand), ("$id", id));

    private static int Insert(DbConnection db, Operation operation) => db.Execute(
        "INSERT INTO operations (at, worktree, who, agent_id, command, files) VALUES ($at, $worktree, $who, $agent, $command, $files)",
        ("$at", operation.At.Stored()), ("$worktree", operation.Worktree), ("$who", operation.Who), ("$agent", operation.AgentId),
        ("$command", operation.Command), ("$files", operation.Files));

    private static bool IsOfAnother(UncommittedWork work, Operation operation) =>
        work.Author is { IsHuman: false } author && author.Id != operation.AgentId;

    private static void Tell(DbConnection db, AgentName author, IReadOnlyList<UncommittedWork> lost, Operation operation)
    {
        var files = lost.Select(work => work.Path.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var paths = Printable.List(files);
        MessageRows.Notify(
            db, author, $"{operation.Who ?? "Somebody"} ran `git {operation.Command}` in {Printable.Short(operation.Worktree, 200)}: "
                + $"{files.Count} of your uncommitted files changed: {paths}.", operation.At);
        EventLog.Add(db, new Happening(
            operation.At, "work.overwritten", operation.Who ?? AgentName.System.ToString(), paths, $"git {operation.Command}: work of {author}"));
    }

    private static Operation Read(Row row) => new()
    {
        Id = row.Number("id")!.Value,
        At = row.Time("at"),
        Worktree = row.Text("worktree")!,
        Who = row.Text("who"),
        AgentId = row.Number("agent_id"),
        Command = row.Text("command")!,
        Files = (int?)row.Number("files"),
    };
}
