using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Sidecar.Bench;

/// <summary>What talk costs in a repository where much has been said: a log of many messages and a reader far behind.</summary>
internal static class FullLog
{
    private const int Messages = 100_000;
    private const int Unread = 10_000;
    private const int Rounds = 300;

    public static async Task MeasureAsync(Programs programs)
    {
        using var repository = new ThrowAwayRepository(programs);
        repository.Git("config", "sidecar.messagesPerMinute", "1000");
        repository.Git("config", "sidecar.mailboxSize", "1000000");
        using var reader = await BusyClient.StartAsync(programs, repository.Folder, "reader");
        using var sender = await BusyClient.StartAsync(programs, repository.Folder, "sender");
        using var other = await BusyClient.StartAsync(programs, repository.Folder, "other");
        foreach (var client in new[] { reader, sender, other })
            await client.CallAsync("whoami", []);

        var tools = await reader.ToolsAsync();
        foreach (var isFull in new[] { false, true })
        {
            if (isFull)
                Fill(repository);
            Console.WriteLine(isFull ? $"  {Messages} messages in the log, {Unread} of them unread by the reader" : "  an empty log");
            Print("whoami of the other", await RepeatAsync(other, "whoami", _ => []));
            Print("send to the other", await RepeatAsync(sender, "send", number => new JsonObject { ["to"] = "other", ["text"] = $"message {number}" }));
            Print("check_in of the other", await RepeatAsync(other, "check_in", _ => []));
            Print("check_in of the reader", await RepeatAsync(reader, "check_in", _ => new JsonObject { ["limit"] = 5 }));
            Print("whoami of the reader", await RepeatAsync(reader, "whoami", _ => []));
            if (tools.Contains("handoff", StringComparer.Ordinal))
                Print("handoff of the reader", await RepeatAsync(reader, "handoff", _ => []));
        }
    }

    private static async Task<List<double>> RepeatAsync(BusyClient client, string tool, Func<int, JsonObject> arguments)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
            times.Add(await client.TimeAsync(tool, arguments(round)));

        return times;
    }

    private static void Fill(ThrowAwayRepository repository)
    {
        using SqliteConnection db = BareSqlite.Open(repository.StateFolder);
        using var command = db.CreateCommand();
        command.CommandText = $"""
            BEGIN IMMEDIATE;
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Messages})
            INSERT INTO messages (at, sender, recipient, text)
            SELECT n, 'sender', 'reader', 'message ' || n || ' about the parser and what comes of it' FROM number;
            INSERT INTO deliveries (message_id, recipient, read_at)
            SELECT id, 'reader', CASE WHEN id > (SELECT max(id) FROM messages) - {Unread} THEN NULL ELSE 1 END
            FROM messages WHERE recipient = 'reader';
            INSERT INTO events (at, kind, who, subject, detail) SELECT at, 'message.sent', 'sender', 'reader', 'message ' || id FROM messages;
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    private static void Print(string what, IReadOnlyList<double> times) => Console.WriteLine($"    {what,-24} {times.Spread()}");
}
