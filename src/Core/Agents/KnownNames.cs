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
        SELECT who FROM events
        WHERE kind = 'agent.renamed' AND subject = $name COLLATE NOCASE AND who <> $name COLLATE NOCASE AND id > coalesce(
            (SELECT max(id) FROM events WHERE kind IN ('agent.joined', 'agent.renamed') AND who = $name COLLATE NOCASE), 0)
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
        for (var step = 0; step < MaxRenames; step++)
        {
            if (AgentRows.FindPresent(db, name) is not null || GivenUpFor(db, name) is not { } next)
                break;

            name = next;
        }

        return name;
    }

    /// <summary>Whether somebody has or had this name, and nobody took it along to another one.</summary>
    public static bool IsKnown(DbConnection db, AgentName name) =>
        db.Number(IsKnownSql, ("$name", name.ToString())) == 1;

    private static AgentName? GivenUpFor(DbConnection db, AgentName name) => db.Query<AgentName?>(
        GivenUpSql, row => AgentName.ParseParty(row.Text("who")!), ("$name", name.ToString())).FirstOrDefault();
}
