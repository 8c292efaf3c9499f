using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Searches what was said.</summary>
internal sealed class HistoryTool : SidecarTool
{
    private const int MaxSearchBytes = 500;

    // Clients cut long results; the rest is one call away.
    public const int EnoughCharacters = 24_000;

    public override string Name => "history";

    protected override string Description => "All messages, newest first, also those between others.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "with":{"type":"string","description":"An agent or human"},
        "topic":{"type":"string"},
        "since":{"type":"integer","description":"Only ids above this"},
        "before":{"type":"integer","description":"Only ids below this"},
        "limit":{"type":"integer"},"search":{"type":"string"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"messages":{"type":"array","items":{"type":"object"}},
        "next":{"type":"integer"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Reads();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var given = call.Arguments;
        AgentName? with = given.Text("with", 200) is { } name ? AgentName.ParseParty(name) : null;
        var limit = given.Number("limit", 1, LogQuery.MaxLimit) ?? LogQuery.UsualLimit;
        var query = new LogQuery(
            given.MessageId("since") ?? 0, given.MessageId("before"), with, given.Text("search", MaxSearchBytes), limit + 1)
        {
            Topic = given.Text("topic", 200) is { } topic ? TopicName.Parse(topic).ToString() : null,
        };
        var found = call.State.Messages.Log(query);
        var shown = MessageRoom.First([.. found.Take(limit)], EnoughCharacters);
        return Task.FromResult(Answer(query, shown, shown.Count < found.Count ? shown[^1].Id : null));
    }

    private static ToolAnswer Answer(LogQuery query, List<Message> messages, long? next)
    {
        var content = McpJson.Of(json =>
        {
            json.Messages(messages);
            if (next is { } older)
                json.WriteNumber("next", older);
            json.WriteString("note", messages.Count > 0 ? MessageFence.Note : null);
        });
        if (messages.Count == 0)
            return new ToolAnswer(content, "No messages.");

        var rest = next is { } before ? $"\nOlder ones: {Call(query, before)}" : "";
        return new ToolAnswer(content, MessageFence.Around(messages) + rest);
    }

    // The next page of the same: with all that narrows it.
    private static string Call(LogQuery query, long before)
    {
        var since = query.Since == 0 ? "" : $" since={query.Since}";
        var with = query.With is null ? "" : $" with={query.With}";
        var topic = query.Topic is null ? "" : $" topic={query.Topic}";
        var search = query.Search is null ? "" : $" search='{Printable.OneLine(query.Search)}'";
        return $"history before={before}{since}{with}{topic}{search}";
    }
}
