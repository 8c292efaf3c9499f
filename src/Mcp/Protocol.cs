using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sidecar.Mcp.Push;

namespace Sidecar.Mcp;

/// <summary>What the server offers of the protocol.</summary>
internal static class Protocol
{
    public static McpServerOptions Options(ToolDesk desk, PushLoop pushing, HangUp hangUp, string instructions)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "sidecar", Version = SidecarServer.Version },
            ServerInstructions = instructions,
            Capabilities = new ServerCapabilities
            {
                Tools = new ToolsCapability(),
                Resources = new ResourcesCapability { Subscribe = true },
                Prompts = new PromptsCapability(),
            },
        };
        SetHandlers(options.Handlers, desk, pushing, hangUp);
        RequestId? channel = null;
        options.Filters.Message.IncomingFilters.Add(next => async (context, cancellationToken) =>
        {
            if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize } opening)
            {
                // The library refuses to greet a client that asks for a revision it does not know; with one set, it offers that.
                options.ProtocolVersion = ProtocolEra.Agreed(opening.Params);
                channel = ChannelNotice.IsTakenBy(ProtocolEra.Name(opening.Params)) ? opening.Id : null;
            }
            else if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall } call)
            {
                CheckArguments(call.Params);
            }
            else if (ProtocolEra.Newcomer(context.JsonRpcMessage) is { } client)
            {
                desk.Greet(client);
            }

            await next(context, cancellationToken);
            if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.InitializedNotification })
                Greet(desk, pushing, context.Server);
        });
        options.Filters.Message.OutgoingFilters.Add(next => async (context, cancellationToken) =>
        {
            // The library has fixed what it offers before it knows to whom.
            if (channel is { } greeting && context.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result } answer && answer.Id.Equals(greeting))
                ChannelNotice.OfferIn(result);
            await next(context, cancellationToken);
        });
        return options;
    }

    private static void SetHandlers(McpServerHandlers handlers, ToolDesk desk, PushLoop pushing, HangUp hangUp)
    {
        handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(desk.List());
        handlers.CallToolHandler = async (request, cancellationToken) => await desk.CallAsync(request, cancellationToken);
        handlers.ListPromptsHandler = (_, _) => ValueTask.FromResult(CoordinatePrompt.List());
        handlers.GetPromptHandler = (request, _) => ValueTask.FromResult(CoordinatePrompt.Get(request.Params?.Name));
        handlers.ListResourcesHandler = (_, _) => ValueTask.FromResult(Resources.List());
        handlers.ReadResourceHandler = (request, _) => ValueTask.FromResult(desk.Read(request));
        handlers.SubscribeToResourcesHandler = (request, _) =>
            ValueTask.FromResult(Subscribing.Subscribe(pushing, request.Server, request.Params?.Uri));
        handlers.UnsubscribeFromResourcesHandler = (request, _) =>
            ValueTask.FromResult(Subscribing.Unsubscribe(pushing, request.Params?.Uri));
        handlers.SubscriptionsListenHandler = async (request, cancellationToken) =>
            await Subscribing.ListenAsync(pushing, request, hangUp, cancellationToken);
    }

    private static void Greet(ToolDesk desk, PushLoop pushing, McpServer server)
    {
        desk.Greet(server.ClientInfo);
        if (ChannelNotice.IsTakenBy(server.ClientInfo?.Name))
            pushing.OpenChannel(server);
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
