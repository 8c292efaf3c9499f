using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.History.Stored;

/// <summary>The commits of the file. The higher its ordinal, the later a commit was made, or came into reach.</summary>
internal static class CommitRows
{
    /// <summary>The lowest and the highest ordinal; null where there are no commits.</summary>
    public static (long First, long Last)? Bounds(DbConnection db)
    {
        // Apart: of one alone SQLite looks at the end of the table, of both at the whole.
        const string bounds = "SELECT (SELECT min(ordinal) FROM commits) AS first, (SELECT max(ordinal) FROM commits) AS last";
        return db.Query<(long, long)?>(bounds, row => row.Number("first") is { } first ? (first, row.Number("last")!.Value) : null)[0];
    }

    /// <summary>Those above an ordinal, oldest first, each with its own.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static IEnumerable<(long Ordinal, CommitFiles Commit)> Above(DbConnection db, long ordinal, IReadOnlyList<RepoPath> paths)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT ordinal, id, at, files FROM commits WHERE ordinal > {ordinal} ORDER BY ordinal";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = Convert.ToHexStringLower((byte[])row.GetValue(1));
            var at = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2));
            yield return (row.GetInt64(0), new CommitFiles(id, at, "", FileList.Read((byte[])row.GetValue(3), paths)));
        }
    }

    /// <summary>Takes some out, by their ids, and says how many there were.</summary>
    public static int Delete(DbConnection db, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return 0;

        // There is no index by id: it would be a third of the file, for what is seldom asked.
        var gone = ids.ToHashSet(StringComparer.Ordinal);
        var ordinals = db
            .Query("SELECT ordinal, id FROM commits", row => (Ordinal: row.Number("ordinal")!.Value, Id: Convert.ToHexStringLower(row.Bytes("id"))))
            .Where(row => gone.Contains(row.Id))
            .Select(row => row.Ordinal)
            .ToList();
        return ordinals.Sum(ordinal => db.Execute("DELETE FROM commits WHERE ordinal = $ordinal", ("$ordinal", ordinal)));
    }

    /// <summary>Takes the oldest out, and says how many there were.</summary>
    public static int DeleteOldest(DbConnection db, int count) => db.Execute(
        "DELETE FROM commits WHERE ordinal IN (SELECT ordinal FROM commits ORDER BY ordinal LIMIT $count)", ("$count", count));
}
