using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>Looks messages up. Always inside a caller's transaction.</summary>
/// <remarks>
/// Each question is its own statement, made of what is asked for only: a condition for what may be asked would keep SQLite
/// from using an index, and then every look reads the whole log.
/// </remarks>
internal static class LogRows
{
    private const string Newest = "ORDER BY messages.id DESC LIMIT $limit";

    /// <summary>The messages asked for, newest first.</summary>
    public static List<Message> Find(DbConnection db, LogQuery query, FullText search)
    {
        var from = search.Match is not null ? Matching(query, Conditions(query, search, "message_text.rowid"))
            : query.With is not null ? With(Conditions(query, search, "messages.id"), Conditions(query, search, "message_id"))
            : $"FROM messages WHERE {Conditions(query, search, "messages.id")} {Newest}";
        return db.Query($"SELECT {MessageRows.Columns} {from}", MessageRows.Read, [.. Values(query, search)]);
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
    private static string Matching(LogQuery query, string conditions)
    {
        var with = query.With is null
            ? ""
            : """
            AND (sender = $with OR messages.recipient = $with OR EXISTS
                (SELECT 1 FROM deliveries WHERE message_id = messages.id AND deliveries.recipient = $with))
            """;
        return $"""
            FROM message_text CROSS JOIN messages ON messages.id = message_text.rowid
            WHERE message_text MATCH $match AND {conditions} {with}
            ORDER BY message_text.rowid DESC LIMIT $limit
            """;
    }

    // Three indexes: what somebody sent, what was addressed to it, and what it was given.
    private static string With(string conditions, string delivered) => $"""
        FROM messages WHERE messages.id IN (
            SELECT * FROM (SELECT messages.id FROM messages WHERE sender = $with AND {conditions} {Newest})
            UNION SELECT * FROM (SELECT messages.id FROM messages WHERE messages.recipient = $with AND {conditions} {Newest})
            UNION SELECT * FROM (SELECT message_id FROM deliveries CROSS JOIN messages ON messages.id = message_id
                WHERE deliveries.recipient = $with AND {delivered}
                ORDER BY message_id DESC LIMIT $limit))
        {Newest}
        """;

    private static IEnumerable<(string Name, object? Value)> Values(LogQuery query, FullText search)
    {
        yield return ("$since", query.Since);
        yield return ("$limit", Math.Clamp(query.Limit, 1, LogQuery.MaxLimit + 1));
        if (query.Before is not null)
            yield return ("$before", query.Before);
        if (query.With is not null)
            yield return ("$with", query.With.ToString());
        if (query.Topic is not null)
            yield return ("$topic", query.Topic);
        if (search.Match is not null)
            yield return ("$match", search.Match);
        foreach (var (index, literal) in search.Literals.Index())
            yield return ($"$literal{index}", $"%{EscapeLike(literal)}%");
    }

    private static string EscapeLike(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
