using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Looks messages up. Always inside a caller's transaction.</summary>
/// <remarks>
/// Each question is its own statement, made of what is asked for only: a condition for what may be asked would keep SQLite
/// from using an index, and then every look reads the whole log. Of names there are ten at most.
/// </remarks>
internal static class LogRows
{
    private const string Newest = "ORDER BY messages.id DESC LIMIT $limit";

    /// <summary>The messages asked for, newest first.</summary>
    /// <param name="db">The state.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="with">All names of the party that is asked for; none where none is.</param>
    /// <param name="search">The words that are looked for.</param>
    public static List<Message> Find(DbConnection db, LogQuery query, IReadOnlyList<AgentName> with, FullText search) =>
        db.Query(FindSql(query, with.Count, search), MessageRows.Read, [.. Values(query, with, search)]);

    /// <summary>The question behind <see cref="Find"/>.</summary>
    internal static string FindSql(LogQuery query, int names, FullText search)
    {
        string[] with = [.. Enumerable.Range(0, names).Select(index => $"$with{index}")];
        var from = search.Match is not null ? Matching(with, Conditions(query, search, "message_text.rowid"))
            : names > 0 ? With(with, Conditions(query, search, "messages.id"), Conditions(query, search, "message_id"))
            : $"FROM messages WHERE {Conditions(query, search, "messages.id")} {Newest}";
        return $"SELECT {MessageRows.Columns} {from}";
    }

    private static string Conditions(LogQuery query, FullText search, string id) => string.Join(" AND ",
    [
        $"{id} > $since",
        .. query.Before is null ? (string[])[] : [$"{id} < $before"],
        .. query.Topic is null ? (string[])[] : ["topic = $topic"],
        .. search.Literals.Select((_, index) =>
            $"(messages.text LIKE $literal{index} ESCAPE '\\' OR messages.body LIKE $literal{index} ESCAPE '\\')"),
    ]);

    // The index of the words goes first, newest first, and stops when enough is found.
    private static string Matching(string[] with, string conditions)
    {
        var names = string.Join(", ", with);
        var party = with.Length == 0
            ? ""
            : $"""
            AND (sender IN ({names}) OR messages.recipient IN ({names}) OR EXISTS
                (SELECT 1 FROM deliveries WHERE message_id = messages.id AND deliveries.recipient IN ({names})))
            """;
        return $"""
            FROM message_text CROSS JOIN messages ON messages.id = message_text.rowid
            WHERE message_text MATCH $match AND {conditions} {party}
            ORDER BY message_text.rowid DESC LIMIT $limit
            """;
    }

    // The newest of each name out of three indexes: with several names in one condition all that they ever said would be sorted.
    private static string With(string[] with, string conditions, string delivered) => $"""
        FROM messages WHERE messages.id IN (
            {string.Join("\nUNION ", with.Select(name => With(name, conditions, delivered)))})
        {Newest}
        """;

    // What somebody sent, what was addressed to it, and what it was given.
    private static string With(string name, string conditions, string delivered) => $"""
        SELECT * FROM (SELECT messages.id FROM messages WHERE sender = {name} AND {conditions} {Newest})
        UNION SELECT * FROM (SELECT messages.id FROM messages WHERE messages.recipient = {name} AND {conditions} {Newest})
        UNION SELECT * FROM (SELECT message_id FROM deliveries CROSS JOIN messages ON messages.id = message_id
            WHERE deliveries.recipient = {name} AND {delivered}
            ORDER BY message_id DESC LIMIT $limit)
        """;

    private static IEnumerable<(string Name, object? Value)> Values(LogQuery query, IReadOnlyList<AgentName> with, FullText search)
    {
        yield return ("$since", query.Since);
        yield return ("$limit", Math.Clamp(query.Limit, 1, LogQuery.MaxLimit + 1));
        if (query.Before is not null)
            yield return ("$before", query.Before);
        if (query.Topic is not null)
            yield return ("$topic", query.Topic);
        if (search.Match is not null)
            yield return ("$match", search.Match);
        foreach (var (index, name) in with.Index())
            yield return ($"$with{index}", name.ToString());
        foreach (var (index, literal) in search.Literals.Index())
            yield return ($"$literal{index}", $"%{EscapeLike(literal)}%");
    }

    private static string EscapeLike(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
