using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sidecar.Mcp;

/// <summary>What the server offers of the protocol, and how it meets older and newer clients.</summary>
internal static class Protocol
{
    /// <summary>
    /// The revision on offer by initialize. A client that begins with server/discover is served by the later revision that
    /// has no initialize, which knows no notifications that a server may send by itself.
    /// </summary>
    public const string Revision = "2025-11-25";

    // Their channels need such notifications: sent back to initialize, they go on with the older revision.
    private static readonly string[] NeedNotifications = ["claude-code"];

    private static readonly string[] Earlier = ["2024-11-05", "2025-03-26", "2025-06-18"];

    /// <summary>
    /// The answer to a server/discover of a client that is better served by initialize; null for any other message. The
    /// library must not see the question: it would refuse initialize from then on.
    /// </summary>
    public static JsonRpcError? SendBack(JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest { Method: RequestMethods.ServerDiscover } discovery)
            return null;

        var about = (discovery.Params as JsonObject)?["_meta"] as JsonObject;
        var client = Text(about?["io.modelcontextprotocol/clientInfo"] as JsonObject, "name");
        if (!NeedNotifications.Contains(client, StringComparer.Ordinal))
            return null;

        var data = new JsonObject
        {
            ["supported"] = McpJson.List([Revision]),
            ["requested"] = Text(about, "io.modelcontextprotocol/protocolVersion"),
        };
        return new JsonRpcError
        {
            Id = discovery.Id,
            Error = new JsonRpcErrorDetail
            {
                Code = (int)McpErrorCode.UnsupportedProtocolVersion,
                Message = $"{client} is served by initialize, revision {Revision}.",
                Data = McpJson.Element(data),
            },
        };
    }

    public static McpServerOptions Options(ToolDesk desk)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "sidecar", Version = SidecarServer.Version },
            ServerInstructions = ServerInstructions.Text,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        };
        options.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(desk.List());
        options.Handlers.CallToolHandler = async (request, cancellationToken) => await desk.CallAsync(request, cancellationToken);
        options.Filters.Message.IncomingFilters.Add(next => async (context, cancellationToken) =>
        {
            if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize } opening)
                options.ProtocolVersion = Agreed(opening.Params);
            else if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall } call)
                CheckArguments(call.Params);

            await next(context, cancellationToken);
            if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.InitializedNotification })
                desk.Greet(context.Server.ClientInfo);
        });
        return options;
    }

    private static string? Text(JsonObject? from, string name) =>
        from?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // A server whose revision is set answers every client with it, whatever the client can read. The protocol wants the
    // client's own revision back where the server knows it.
    private static string Agreed(JsonNode? parameters) =>
        Text(parameters as JsonObject, "protocolVersion") is { } wanted && Earlier.Contains(wanted, StringComparer.Ordinal)
            ? wanted
            : Revision;

    // The library answers what it cannot convert with "An error occurred", which helps nobody.
    private static void CheckArguments(JsonNode? parameters)
    {
        if (parameters is not JsonObject named || named["name"] is not JsonValue name || !name.TryGetValue<string>(out _))
            throw Invalid("tools/call needs the tool's 'name'. next: tools/list names them");
        if (named["arguments"] is not (null or JsonObject))
            throw Invalid("'arguments' of tools/call must be an object. next: see the tool's input schema in tools/list");

        try
        {
            _ = named.ToJsonString();
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            throw Invalid("the arguments are not valid Unicode or name a member twice. next: send them as valid JSON text");
        }
    }

    private static McpProtocolException Invalid(string what) => new(what, McpErrorCode.InvalidParams);
}
