using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Sidecar.Json;
using Sidecar.Mcp.Tools;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Mcp.Push;

/// <summary>What a client can read and watch without calling a tool. Reading takes no messages.</summary>
internal static class Resources
{
    public const string Status = "sidecar://status";
    public const string Claims = "sidecar://claims";
    public const string Log = "sidecar://log";

    private const int LogEntries = 50;

    private static readonly Resource[] All =
    [
        Of(Status, "status", "Who is here, who holds and writes what"),
        Of(Claims, "claims", "All claims in force and who waits"),
        Of(Log, "log", "The newest messages"),
    ];

    public static ListResourcesResult List() => new() { Resources = [.. All] };

    public static bool IsKnown(string? uri) => Array.Exists(All, resource => resource.Uri == uri);

    /// <summary>Refuses what is none of them.</summary>
    public static string Known(string? uri) => IsKnown(uri)
        ? uri!
        : throw new McpProtocolException(
            $"There is no resource '{Printable.Short(uri ?? "", 100)}'. next: read one of {Status}, {Claims}, {Log}",
            McpErrorCode.ResourceNotFound);

    /// <summary>Which of them an event changes.</summary>
    public static IEnumerable<string> ChangedBy(Happening happening)
    {
        yield return Status;
        if (happening.Kind == "message.sent")
            yield return Log;
        else if (happening.Kind.Split('.')[0] is "claim" or "work" or "agent" or "commit")
            yield return Claims;
    }

    /// <summary>One of them: as JSON and as text.</summary>
    public static ReadResourceResult Read(string uri, Seat seat, TimeProvider time)
    {
        var answer = Known(uri) switch
        {
            Status => StatusTool.Answer(seat, time),
            Claims => ClaimsNow(seat, time),
            _ => NewestMessages(seat),
        };
        return new ReadResourceResult
        {
            Contents =
            [
                new TextResourceContents { Uri = uri, MimeType = "application/json", Text = McpJson.Compact(McpJson.Element(answer.Content)) },
                new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = answer.Text },
            ],
        };
    }

    private static ToolAnswer ClaimsNow(Seat seat, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var claims = seat.State.Claims.Active();
        var waiting = seat.State.Claims.Waiting();
        var content = McpJson.Of(json =>
        {
            json.Time("at", now);
            json.Items("claims", claims, (item, claim) => item.Claim(claim));
            json.Items("waiting", waiting, StatusFields.Waiting);
        });
        return new ToolAnswer(content, $"{Words.Count(claims.Count, "claim")} at {Words.Of(now)}."
            + McpWords.Lines("Claims", claims.Select(claim => McpWords.Of(claim, now)))
            + McpWords.Lines("Waiting", waiting.Select(entry => $"{entry.Agent.Name} for {McpWords.Some(entry.Patterns.Select(McpWords.Path), 5)}")));
    }

    private static ToolAnswer NewestMessages(Seat seat)
    {
        var messages = MessageRoom.First(seat.State.Messages.Log(new LogQuery(Limit: LogEntries)), HistoryTool.EnoughCharacters);
        var content = McpJson.Of(json =>
        {
            json.Messages(messages);
            json.WriteString("note", MessageFence.Note);
        });
        return new ToolAnswer(content, MessageFence.Around(messages));
    }

    private static Resource Of(string uri, string name, string description) =>
        new() { Uri = uri, Name = name, Description = description, MimeType = "application/json" };
}
