using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sidecar.Mcp;

/// <summary>What the server offers of the protocol.</summary>
internal static class Protocol
{
    public static McpServerOptions Options(ToolDesk desk, string instructions)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "sidecar", Version = SidecarServer.Version },
            ServerInstructions = instructions,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        };
        options.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(desk.List());
        options.Handlers.CallToolHandler = async (request, cancellationToken) => await desk.CallAsync(request, cancellationToken);
        options.Filters.Message.IncomingFilters.Add(next => async (context, cancellationToken) =>
        {
            // The library refuses to greet a client that asks for a revision it does not know; with one set, it offers that.
            if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize } opening)
                options.ProtocolVersion = ProtocolEra.Agreed(opening.Params);
            else if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall } call)
                CheckArguments(call.Params);
            else if (ProtocolEra.Newcomer(context.JsonRpcMessage) is { } client)
                desk.Greet(client);

            await next(context, cancellationToken);
            if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.InitializedNotification })
                desk.Greet(context.Server.ClientInfo);
        });
        return options;
    }

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
