using ModelContextProtocol.Protocol;
using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Says what the agent does, reads its messages, and can wait for one.</summary>
internal sealed class CheckInTool : SidecarTool
{
    private const int MaxStatusBytes = 800;
    private const int MaxStatusLength = 200;

    public override string Name => "check_in";

    protected override string Description =>
        "Read your messages; optionally tell what you do, send one, and wait for an answer.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "status":{"type":"string","description":"What you do now"},
        "to":{"type":"string"},"topic":{"type":"string"},"text":{"type":"string"},"body":{"description":"Any JSON"},"key":{"type":"string"},
        "wait_seconds":{"type":"integer","description":"Wait for a message, up to 3600"},
        "limit":{"type":"integer"},
        "ack":{"type":"array","items":{"type":"integer"},"description":"Messages to count as read now"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"sent":{"type":"object"},"messages":{"type":"array","items":{"type":"object"}},
        "left":{"type":"integer"},"timed_out":{"type":"boolean"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var given = call.Arguments;
        var draft = MessageDraft.Read(given);
        var status = Profile.Line(given, "status", MaxStatusBytes, MaxStatusLength);
        var acknowledged = given.MessageIds("ack", LogQuery.MaxLimit);
        var limit = given.Number("limit", 1, LogQuery.MaxLimit) ?? LogQuery.UsualLimit;
        var wait = call.Wait() ?? TimeSpan.Zero;

        // Sending is what can be refused: it comes first, so that a refusal has changed nothing.
        var sent = draft is null ? null : call.State.Messages.Send(call.Key, draft, call.Seat.Settings.Talk);
        if (acknowledged is not null)
            call.State.Inbox.Acknowledge(call.Key, acknowledged);
        if (status is not null)
            call.State.Agents.Describe(call.Key, name: null, role: null, status, modules: null);

        var delivery = await call.State.Inbox.TakeAsync(call.Key, call.Id, limit, MessageRoom.OfAnswer, wait, cancellationToken);
        return Answer(sent, delivery, isTimedOut: wait > TimeSpan.Zero && delivery.Messages.Count == 0);
    }

    private static ToolAnswer Answer(Sent? sent, Delivery delivery, bool isTimedOut)
    {
        var content = McpJson.Of(json =>
        {
            json.Delivery(delivery, isTimedOut);
            json.WriteString("note", delivery.Messages.Count > 0 ? MessageFence.Note : null);
            if (sent is null)
                return;

            json.WriteStartObject("sent");
            json.Sent(sent);
            json.WriteEndObject();
        });
        return new ToolAnswer(content, Say(sent, delivery, isTimedOut)) { Delivery = delivery };
    }

    private static string Say(Sent? sent, Delivery delivery, bool isTimedOut)
    {
        var first = sent is null ? "" : McpWords.Of(sent) + "\n";
        if (delivery.Messages.Count == 0)
            return first + (isTimedOut ? "The wait is over; no message came." : "No unread messages.");

        var left = delivery.Left == 0 ? "" : $"\n{delivery.Left} more unread: check_in again.";
        return first + MessageFence.Around(delivery.Messages) + left;
    }
}
