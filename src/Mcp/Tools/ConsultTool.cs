using System.Diagnostics;
using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Agreeing with others, and asking one of them to do something.</summary>
internal sealed class ConsultTool : SidecarTool
{
    private const int MaxNameBytes = 200;

    public override string Name => "consult";

    protected override string Description =>
        "Agree who does what: open, or request something of one; then by id. Only resolved is agreement.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "action":{"enum":["open","request","get","list","post","propose","approve","accept","contest","decline","close","cancel"]},
        "id":{"type":"integer"},"text":{"type":"string"},
        "with":{"type":"array","items":{"type":"string"}},
        "files":{"type":"array","items":{"type":"string"}}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"consultations":{"type":"array"},"next":{"type":"string"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken) => Task.FromResult(Run(call));

    private static ToolAnswer Run(ToolCall call)
    {
        var given = call.Arguments;
        var id = given.Id("id");
        var action = Action(given) ?? (id is null ? ConsultAction.List : ConsultAction.Get);
        var text = given.Text("text", Draft.MaxBytes);
        var (with, files) = (given.Texts("with", int.MaxValue, MaxNameBytes), given.Texts("files", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes));
        if (action is ConsultAction.List)
            return List(call);
        if (action is ConsultAction.Open or ConsultAction.Request)
            return Open(call, action, text, with, files);
        if (id is not { } number)
            throw SidecarException.Usage("'id' is missing: which consultation?", ConsultCalls.Tool(ConsultAction.List, 0));
        if (with is not null || files is not null)
            throw SidecarException.Usage("'with' and 'files' are for open and request.", ConsultCalls.Tool(action, number));

        return Say(call, number, action is ConsultAction.Get
            ? call.State.Consultations.Get(call.Key, number, call.Id)
            : call.State.Consultations.Act(call.Key, action, number, text, call.Seat.Settings.Talk, call.Id));
    }

    private static ConsultAction? Action(ToolArguments given)
    {
        if (given.Text("action", 32) is not { } word)
            return null;

        return Words.ConsultAction(word) ?? throw given.Wrong(
            $"'action' must be one of {string.Join(", ", Enum.GetValues<ConsultAction>().Select(Words.Of))}.", "\"action\": \"list\"");
    }

    private static ToolAnswer Open(
        ToolCall call, ConsultAction action, string? text, IReadOnlyList<string>? with, IReadOnlyList<string>? files)
    {
        var seat = call.Seat;
        var request = new ConsultationRequest(
            ConsultationRequest.Names(with ?? []), text ?? "", files is { Count: > 0 } ? seat.Patterns(files) : [],
            action is ConsultAction.Request ? ConsultationCause.Request : ConsultationCause.Question, seat.Settings.ConsultTtl);
        return Say(call, id: 0, call.State.Consultations.Open(call.Key, request, seat.Settings.Talk));
    }

    private static ToolAnswer List(ToolCall call)
    {
        var me = call.Seat.Agent.Id;
        var threads = call.State.Consultations.List(me);
        IReadOnlyList<string> lines =
        [
            (threads.Items.Count, threads.Left) switch
            {
                (0, 0) => "No consultations.",
                (0, _) => "No consultations now.",
                (var all, 0) => $"{Words.Count(all, "consultation")}:",
                (var shown, _) => $"{shown} of {threads.Total} consultations:",
            },
            .. threads.Items.Select(thread => ConsultationLines.Line(thread, me, call.Now)),
            .. threads.Left > 0 ? [ConsultationWords.Older(threads.Left, "consult action=get id=ID")] : (string[])[],
        ];
        return new ToolAnswer(
            McpJson.Of(json => json.ConsultationList(threads, thread => ConsultationLines.Next(thread, me))), string.Join('\n', lines));
    }

    private static ToolAnswer Say(ToolCall call, long id, ConsultationAnswer answer)
    {
        var me = call.Seat.Agent.Id;
        var said = answer.Messages.Count == 0 ? "" : "\n" + MessageFence.Around(answer.Messages);
        switch (answer)
        {
            case ConsultationAnswer.Done(var thread):
                var next = ConsultationLines.Next(thread, me);
                return new ToolAnswer(
                    McpJson.Of(json => json.Thread(thread, answer.Messages, next)),
                    $"{ConsultationLines.Head(thread, call.Now)}{said}\nnext: {next}");
            case ConsultationAnswer.Refused refused:
                var ways = string.Join(", or ", refused.Ways.Select(way => ConsultCalls.Tool(way, id)));
                var content = McpJson.Of(json =>
                {
                    json.WriteString("error", refused.Why);
                    json.WriteString("kind", Words.Of(refused.Kind));
                    if (refused.Thread is { } about)
                        json.Thread(about, answer.Messages, ways);
                    else
                        json.WriteString("next", ways);
                });
                return new ToolAnswer(content, $"{refused.Why}{said}\nnext: {ways}", IsError: true);
            default:
                throw new UnreachableException();
        }
    }
}
