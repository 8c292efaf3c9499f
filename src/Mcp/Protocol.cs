using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sidecar.Mcp;

/// <summary>What the server offers of the protocol, and how it meets older and newer clients.</summary>
internal static class Protocol
{
    /// <summary>
    /// The revision on offer. A client that asks for a newer one by server/discover falls back to it: later revisions know
    /// no notifications that a server may send by itself.
    /// </summary>
    public const string Revision = "2025-11-25";

    private static readonly string[] Earlier = ["2024-11-05", "2025-03-26", "2025-06-18"];

    public static McpServerOptions Options(ToolDesk desk)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "sidecar", Version = SidecarServer.Version },
            ServerInstructions = ServerInstructions.Text,
            ProtocolVersion = Revision,
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

    // A server whose revision is set answers every client with it, whatever the client can read. The protocol wants the
    // client's own revision back where the server knows it.
    private static string Agreed(JsonNode? parameters) =>
        parameters is JsonObject named && named["protocolVersion"] is JsonValue value && value.TryGetValue<string>(out var wanted)
        && Earlier.Contains(wanted, StringComparer.Ordinal)
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
