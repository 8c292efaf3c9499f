using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.Agents;

/// <summary>The names that agents have or had here. Always inside a caller's transaction.</summary>
internal static class KnownNames
{
    /// <summary>Whether an agent of a name is or was here.</summary>
    internal const string IsKnownSql = "SELECT 1 FROM agents WHERE name = $name LIMIT 1";

    /// <summary>What whoever gave a name up last took instead, unless somebody took the name since.</summary>
    /// <remarks>
    /// Events are compared by their numbers: clocks are set back. Its conditions are those of two indexes, in their very words:
    /// a send asks this, and there may be a hundred thousand events.
    /// </remarks>
    internal const string GivenUpSql =
        """
        SELECT id, who FROM events
        WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE AND who <> $name COLLATE NOCASE AND id > coalesce(
            (SELECT max(id) FROM events WHERE kind IN ('agent.joined', 'agent.renamed') AND who = $name COLLATE NOCASE), 0)
        ORDER BY id DESC LIMIT 1
        """;

    /// <summary>What whoever had a name at an event took instead later: whoever took that name since then is somebody else.</summary>
    internal const string GivenUpLaterSql =
        """
        SELECT id, who FROM events
        WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE AND who <> $name COLLATE NOCASE AND id > $after
        ORDER BY id LIMIT 1
        """;

    /// <summary>The last name that whoever has a name (had it, at an earlier event) had before it.</summary>
    /// <remarks>
    /// A rename counts only while whoever it gave the name to had not given it up again. The words of the conditions are those
    /// of three indexes: a send asks this too.
    /// </remarks>
    internal const string FormerSql =
        """
        SELECT id, at, subject,
            EXISTS (SELECT 1 FROM events AS taking
                WHERE kind IN ('agent.joined', 'agent.renamed') AND who = events.subject COLLATE NOCASE AND id > events.id) AS taken,
            EXISTS (SELECT 1 FROM events AS joining
                WHERE kind IN ('agent.joined', 'agent.renamed') AND who = $name COLLATE NOCASE AND id > events.id AND id < $before
                    AND kind = 'agent.joined') AS joined
        FROM events
        WHERE kind = 'agent.renamed' AND who = $name COLLATE NOCASE AND subject <> $name COLLATE NOCASE AND id < $before
            AND NOT EXISTS (SELECT 1 FROM events AS giving
                WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE AND who <> $name COLLATE NOCASE
                    AND id > events.id AND id < $before)
        ORDER BY id DESC LIMIT 1
        """;

    // Renames one after the other, at most so many of which are followed.
    private const int MaxRenames = 8;

    /// <summary>What a party is called now, by whichever of its names it is asked for; null if nobody of that name was ever here.</summary>
    public static AgentName? Find(DbConnection db, string text)
    {
        if (!AgentName.TryParse(text, out _) && !AgentName.Human.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            return null;

        var now = NameNow(db, AgentName.ParseParty(text));
        return IsKnown(db, now) ? now : null;
    }

    /// <summary>
    /// What an agent is called now that others still know by an earlier name, unless somebody has that name or took it later:
    /// then it means that one, and earlier sessions of a name that was given up do not keep it.
    /// </summary>
    public static AgentName NameNow(DbConnection db, AgentName name)
    {
        if (AgentRows.FindPresent(db, name) is not null)
            return name;

        var taken = Taken(db, GivenUpSql, name, after: 0);
        for (var step = 0; step < MaxRenames && taken is var (rename, next); step++)
        {
            name = next;
            taken = Taken(db, GivenUpLaterSql, name, after: rename);
        }

        return name;
    }

    /// <summary>
    /// All names of the agent that a name stands for: the one of now, those it had, and the one asked for. At most ten.
    /// </summary>
    /// <remarks>
    /// A name that somebody took since still counts, for what was said under it before is to be found; but not where the later
    /// name was joined anew too: then both are the names of others, as those that people choose for their agents each day are.
    /// </remarks>
    public static IReadOnlyList<AgentName> AllOf(DbConnection db, AgentName name)
    {
        var now = NameNow(db, name);
        return [.. Before(db, now).Take(MaxRenames).TakeWhile(former => !former.IsTaken || !former.HasJoinedSince).Select(former => former.Name)
            .Prepend(now).Append(name).Distinct()];
    }

    /// <summary>The name that somebody has, and those it gave up since a time that nobody else took: what it sent, it sent under these.</summary>
    public static IReadOnlyList<AgentName> OwnSince(DbConnection db, AgentName now, DateTimeOffset since) =>
    [
        .. Before(db, now).TakeWhile(former => former.GivenUpAt > since).Where(former => !former.IsTaken).Select(former => former.Name)
            .Prepend(now).Distinct(),
    ];

    /// <summary>Whether an agent of this name is here, or still had it when it ended: one that was given up by a rename is not known by this.</summary>
    public static bool IsKnown(DbConnection db, AgentName name) =>
        db.Number(IsKnownSql, ("$name", name.ToString())) == 1;

    // The latest first.
    private static IEnumerable<Former> Before(DbConnection db, AgentName name)
    {
        var before = long.MaxValue;
        while (FormerOf(db, name, before) is { } former)
        {
            yield return former;
            (name, before) = (former.Name, former.Event);
        }
    }

    private static Former? FormerOf(DbConnection db, AgentName name, long before) => db.Query(
        FormerSql,
        row => new Former(
            AgentName.ParseParty(row.Text("subject")!), row.Number("id")!.Value, row.Time("at"), row.Number("taken") == 1, row.Number("joined") == 1),
        ("$name", name.ToString()), ("$before", before)).FirstOrDefault();

    private static (long Rename, AgentName Next)? Taken(DbConnection db, string sql, AgentName name, long after) => db.Query<(long, AgentName)?>(
        sql, row => (row.Number("id")!.Value, AgentName.ParseParty(row.Text("who")!)), ("$name", name.ToString()), ("$after", after)).FirstOrDefault();

    /// <summary>A name that somebody had.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Event">The number of the event by which it was given up.</param>
    /// <param name="GivenUpAt">When that was.</param>
    /// <param name="IsTaken">Whether the name was taken since.</param>
    /// <param name="HasJoinedSince">Whether a session began under the name that came after it, while that was in use.</param>
    private sealed record Former(AgentName Name, long Event, DateTimeOffset GivenUpAt, bool IsTaken, bool HasJoinedSince);
}
