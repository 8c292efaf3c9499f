using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Sidecar.Mcp.Push;

/// <summary>How a client asks to hear of resources: by a call for each up to 2025-11-25, from 2026-07-28 on by one that stays open.</summary>
internal static class Subscribing
{
    public static EmptyResult Subscribe(PushLoop pushing, McpServer server, string? uri)
    {
        pushing.Subscribe(server, new Subscription(Resources.Known(uri)));
        return new EmptyResult();
    }

    public static EmptyResult Unsubscribe(PushLoop pushing, string? uri)
    {
        pushing.Subscriptions.Remove(new Subscription(Resources.Known(uri)));
        return new EmptyResult();
    }

    /// <summary>Says what will be told of, and stays until the client cancels or the connection ends.</summary>
    public static async Task<EmptyResult> ListenAsync(
        PushLoop pushing, RequestContext<SubscriptionsListenRequestParams> request, HangUp hangUp, CancellationToken cancellationToken)
    {
        var id = request.JsonRpcRequest.Id;
        var wanted = request.Params.Notifications?.ResourceSubscriptions ?? [];
        var granted = wanted.Where(Resources.IsKnown).Distinct(StringComparer.Ordinal).Select(uri => new Subscription(uri, id)).ToList();
        var acknowledged = new SubscriptionsAcknowledgedNotificationParams
        {
            Notifications = new SubscriptionsListenNotifications { ResourceSubscriptions = [.. granted.Select(one => one.Uri)] },
        };
        await request.Server.SendMessageAsync(
            Notification(NotificationMethods.SubscriptionsAcknowledgedNotification, acknowledged, id), cancellationToken);
        pushing.Subscribe(request.Server, granted);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hangUp.Token);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (over.Token.Register(ended.SetResult))
            await ended.Task;

        granted.ForEach(pushing.Subscriptions.Remove);
        return new EmptyResult();
    }

    /// <summary>A notification; it names the request that listens, where one does.</summary>
    public static JsonRpcNotification Notification<T>(string method, T parameters, RequestId? listening)
    {
        var content = JsonSerializer.SerializeToNode(parameters, TypeOf<T>())!.AsObject();
        if (listening is { } id)
            content["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = JsonSerializer.SerializeToNode(id, TypeOf<RequestId>()) };
        return new JsonRpcNotification { Method = method, Params = content };
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}
