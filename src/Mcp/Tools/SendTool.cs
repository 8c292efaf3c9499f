using ModelContextProtocol.Protocol;
using Sidecar.Json;

namespace Sidecar.Mcp.Tools;

/// <summary>Sends a message.</summary>
internal sealed class SendTool : SidecarTool
{
    public override string Name => "send";

    protected override string Description => "Send a message; it is kept for an agent that is away.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "to":{"type":"string","description":"An agent, human or all"},
        "topic":{"type":"string","description":"To its members"},
        "text":{"type":"string"},
        "body":{"description":"Any JSON, with or instead of text"},
        "kind":{"type":"string","description":"Such as request, blocker, review"},
        "reply_to":{"type":"integer"},
        "key":{"type":"string","description":"Your mark: stores once in 24 hours"},
        "include_self":{"type":"boolean"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"id":{"type":"integer"},
        "recipients":{"type":"array","items":{"type":"object"}},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var given = call.Arguments;
        var draft = MessageDraft.Read(given)
            ?? throw given.Wrong("'to' and 'text' are missing.", "\"to\": \"NAME\", \"text\": \"...\"");
        var sent = call.State.Messages.Send(call.Key, draft, call.Seat.Settings.Talk);
        return Task.FromResult(new ToolAnswer(McpJson.Of(json => json.Sent(sent)), McpWords.Of(sent)));
    }
}
