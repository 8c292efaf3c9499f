using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Sidecar.Mcp;

/// <summary>
/// Which revision of the protocol a client is served in. Up to 2025-11-25 the two greet each other with initialize; from
/// 2026-07-28 on there is no greeting and each request carries what it is and who asks.
/// </summary>
internal static class ProtocolEra
{
    /// <summary>The last revision with a greeting.</summary>
    public const string LastWithGreeting = "2025-11-25";

    private static readonly string[] Earlier = ["2024-11-05", "2025-03-26", "2025-06-18"];

    /// <summary>
    /// The answer for a request whose client is better served with a greeting; null for one that is served as it asks.
    /// Claude Code takes no message that a server sends by itself on a connection of the later kind. It asks for one first
    /// and greets when it is told that there is none.
    /// </summary>
    public static JsonRpcError? SendBack(JsonRpcRequest request)
    {
        if (request.Params is not JsonObject named || named["_meta"] is not JsonObject meta
            || Text(meta[MetaKeys.ProtocolVersion]) is not { } asked || asked == LastWithGreeting
            || Text((meta[MetaKeys.ClientInfo] as JsonObject)?["name"]) is not "claude-code")
        {
            return null;
        }

        return new JsonRpcError
        {
            Id = request.Id,
            Error = new JsonRpcErrorDetail
            {
                Code = (int)McpErrorCode.UnsupportedProtocolVersion,
                Message = $"Unsupported protocol version '{Printable.Short(asked, 40)}'.",
                Data = new JsonObject { ["supported"] = new JsonArray(LastWithGreeting), ["requested"] = asked },
            },
        };
    }

    /// <summary>The revision that initialize is answered with: the client's own where it has a greeting, else the last that has.</summary>
    public static string Agreed(JsonNode? initialize) =>
        Text((initialize as JsonObject)?["protocolVersion"]) is { } wanted && Earlier.Contains(wanted, StringComparer.Ordinal)
            ? wanted
            : LastWithGreeting;

    /// <summary>What the client calls itself in its greeting; null where it does not say.</summary>
    public static string? Name(JsonNode? initialize) => Text(((initialize as JsonObject)?["clientInfo"] as JsonObject)?["name"]);

    /// <summary>
    /// Who asks, where each request says it; null for any other message. Not by server/discover: some clients put that
    /// question to a process of its own, which they end when they have the answer.
    /// </summary>
    public static Implementation? Newcomer(JsonRpcMessage message) =>
        message is JsonRpcRequest { Method: not RequestMethods.ServerDiscover } request ? request.Context?.ClientInfo : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
