using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sidecar.Mcp.Push;
using Sidecar.Mcp.Tools;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>Takes every tool call: who acts, what is asked, the answer, and the unread messages that it carries.</summary>
internal sealed class ToolDesk(ServerOptions options, Membership membership, HangUp hangUp)
{
    private readonly SidecarTool[] _tools =
    [
        new AnnounceTool(), new ClaimTool(), new ReleaseTool(), new CheckTool(), new StatusTool(),
        new SendTool(), new CheckInTool(), new HistoryTool(), new TopicTool(), new ConsultTool(), new HandoffTool(), new WhoamiTool(),
    ];

    private readonly ConcurrentDictionary<long, bool> _running = [];

    // Calls that were not received, and whose messages could not be put back at that moment.
    private readonly ConcurrentDictionary<long, bool> _unreturned = [];
    private long _calls;

    /// <summary>The answers that nobody may have read yet.</summary>
    public Answered Answered { get; } = new();

    public ListToolsResult List() => new() { Tools = [.. _tools.Select(tool => tool.Definition)] };

    /// <summary>Answers one call. Whatever the caller can do something about comes as a result with words.</summary>
    public async Task<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var asked = request.Params;
        var tool = Array.Find(_tools, tool => tool.Name == asked.Name) ?? throw Unknown(asked.Name);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hangUp.Token);
        var unproven = Answered.Begin(request.JsonRpcRequest.Id.ToString());
        var number = Interlocked.Increment(ref _calls);
        _running[number] = true;
        try
        {
            var seat = Join(request.Server.ClientInfo, asked.Meta);
            return await ResultAsync(tool, request, seat, number, unproven, over.Token);
        }
        catch (SidecarException problem)
        {
            return Result(ToolAnswer.Of(problem));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(ToolAnswer.Problem("ended", "The connection is ending.", "nothing; nobody waits for this answer"));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            options.Errors.WriteLine($"sidecar-mcp: {tool.Name} failed: {Printable.OneLine(bug.ToString())}");
            return Result(ToolAnswer.Problem(
                "bug", $"{tool.Name} failed: {Printable.Short(bug.Message, 300)}", "sidecar doctor, and report this as a bug"));
        }
        finally
        {
            _running.TryRemove(number, out _);
        }
    }

    /// <summary>Reads a resource; takes no messages and confirms none.</summary>
    public ReadResourceResult Read(RequestContext<ReadResourceRequestParams> request)
    {
        var uri = Resources.Known(request.Params.Uri);
        try
        {
            return Resources.Read(uri, Join(request.Server.ClientInfo, request.Params.Meta), options.Time);
        }
        catch (SidecarException problem)
        {
            throw new McpProtocolException($"{problem.Message} next: {problem.Next}", problem, McpErrorCode.InternalError);
        }
    }

    /// <summary>Registers as soon as the client is there, not only when it first asks for something.</summary>
    public void Greet(Implementation? client)
    {
        try
        {
            Join(client, meta: null);
        }
        catch (Exception problem) when (problem is SidecarException or OperationCanceledException)
        {
            // The first call looks again, and has somebody to tell.
        }
    }

    private async Task<CallToolResult> ResultAsync(
        SidecarTool tool, RequestContext<CallToolRequestParams> request, Seat seat, long number, IReadOnlyList<long> unproven,
        CancellationToken cancellationToken)
    {
        try
        {
            var result = Result(await AnswerAsync(tool, request.Params, seat, number, unproven, cancellationToken));
            Answered.Add(request.JsonRpcRequest.Id.ToString(), number, () => GiveBack(seat, number));
            return result;
        }
        catch
        {
            GiveBack(seat, number);
            throw;
        }
    }

    // Nobody reads this answer, so nobody has read the messages that it carries.
    private void GiveBack(Seat seat, long number)
    {
        _unreturned[number] = true;
        try
        {
            seat.State.Inbox.PutBack(seat.Key, new CallId(seat.State.Self, number));
            _unreturned.TryRemove(number, out _);
        }
        catch (SidecarException)
        {
            // The next call tries again, and does not take them for read.
        }
    }

    private async Task<ToolAnswer> AnswerAsync(
        SidecarTool tool, CallToolRequestParams asked, Seat seat, long number, IReadOnlyList<long> unproven, CancellationToken cancellationToken)
    {
        var inbox = seat.State.Inbox;
        foreach (var unreturned in _unreturned.Keys)
            GiveBack(seat, unreturned);
        inbox.BeginCall(seat.Key, seat.State.Self, [.. _running.Keys.Where(other => other != number), .. unproven, .. _unreturned.Keys]);
        seat.State.Consultations.Settle();
        var id = new CallId(seat.State.Self, number);
        ToolCall? call = null;
        ToolAnswer answer;
        try
        {
            call = new ToolCall(id, seat, new ToolArguments(tool, asked.Arguments), options.Time);
            answer = await tool.RunAsync(call, cancellationToken);
        }
        catch (SidecarException problem)
        {
            answer = ToolAnswer.Of(problem);
        }

        return WithUnread(answer, call ?? new ToolCall(id, seat, new ToolArguments(tool, null), options.Time));
    }

    private static ToolAnswer WithUnread(ToolAnswer answer, ToolCall call)
    {
        try
        {
            return UnreadBanner.AddTo(answer, call);
        }
        catch (SidecarException problem)
        {
            // What was asked for is done and must be told.
            return UnreadBanner.Missing(answer, problem);
        }
    }

    private Seat Join(Implementation? client, JsonObject? meta) =>
        membership.Join(client?.Name, client?.Version, CodexThread(client, meta));

    // Codex tells its servers nothing in their environment and names its thread with each call.
    private static string? CodexThread(Implementation? client, JsonObject? meta) =>
        client?.Name.StartsWith("codex", StringComparison.OrdinalIgnoreCase) == true
        && meta?["threadId"] is JsonValue value
        && value.TryGetValue<string>(out var thread)
        && thread.Length is > 0 and <= 100 && !thread.Any(char.IsControl)
            ? $"CODEX_THREAD_ID={thread}"
            : null;

    private static CallToolResult Result(ToolAnswer answer) => new()
    {
        Content = [new TextContentBlock { Text = MessageFence.Guard(answer.Text) }],
        StructuredContent = McpJson.Element(answer.Content),
        IsError = answer.IsError ? true : null,
    };

    private McpProtocolException Unknown(string name) => new(
        $"There is no tool '{Printable.Short(name, 60)}'. Tools: {string.Join(", ", _tools.Select(tool => tool.Name))}.",
        McpErrorCode.InvalidParams);
}
