using ModelContextProtocol.Protocol;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Status;

namespace Sidecar.Mcp.Tools;

/// <summary>Leaves a summary for whoever comes next; without one, orients whoever comes.</summary>
internal sealed class HandoffTool : SidecarTool
{
    private const int MaxScopeBytes = 200;

    public override string Name => "handoff";

    protected override string Description => "Where things stand, to start or resume by. With summary: leave that for the next session.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "summary":{"type":"string"},
        "scope":{"type":"string","description":"all, a name or a topic"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"here":{"type":"array"},"claims":{"type":"array"},"files":{"type":"array"},
        "messages":{"type":"array"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var scope = call.Arguments.Text("scope", MaxScopeBytes);
        var summary = call.Arguments.Text("summary", Draft.MaxBytes);
        return Task.FromResult(summary is null
            ? Orient(Read(call, scope))
            : Stored(call.State.Handoffs.Write(call.Key, summary, scope, call.Seat.Settings.Talk)));
    }

    private static ToolAnswer Stored(Handoff handoff)
    {
        var told = handoff.Sent.Recipients is [var heir] ? $" {heir.Name} is told{(heir.Live ? "" : " when back")}." : "";
        return new ToolAnswer(
            McpJson.Of(json => json.Handoff(handoff)), $"Summary {handoff.Sent.Id} is kept for {handoff.Scope}.{told}");
    }

    private static Orientation Read(ToolCall call, string? scope)
    {
        var orientation = new OrientationQuery(call.State, call.Time).Read(call.Seat.Agent, scope);

        // Shown here, the summary need not come once more among the unread messages.
        return orientation.Summary is { } summary && call.State.Inbox.TakeShown(call.Key, call.Id, summary.Id)
            ? orientation with { Unread = orientation.Unread - 1 }
            : orientation;
    }

    private static ToolAnswer Orient(Orientation whole)
    {
        var here = new OrientationSurface(
            messages => Fenced(messages).Length,
            ShortMessages.WhereWhole,
            "to read one: history since=ID-1 before=ID+1",
            thread => ConsultationLines.Next(thread, whole.Me.Id));
        var shown = OrientationFit.Of(whole, here);
        var summaries = OrientationFit.Summaries(shown);
        var content = McpJson.Of(json =>
        {
            json.Orientation(shown, here);
            json.WriteString("note", summaries.Count + shown.Messages.Count > 0 ? MessageFence.Note : null);
        });
        var last = shown.Messages.Count == 0 ? "" : $"\n{OrientationWords.LastMessages}{Fenced(shown.Messages)}";
        return new ToolAnswer(content, string.Join('\n', OrientationWords.Lines(shown, here)) + Fenced(summaries) + last);
    }

    private static string Fenced(IReadOnlyList<Message> messages) => messages.Count == 0
        ? ""
        : "\n" + MessageFence.Around(messages);
}
