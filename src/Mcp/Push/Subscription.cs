using ModelContextProtocol.Protocol;

namespace Sidecar.Mcp.Push;

/// <summary>One resource that the client wants to hear about.</summary>
/// <param name="Uri">Which.</param>
/// <param name="Listening">The request that listens, where there is one for that; null for the connection as a whole.</param>
internal sealed record Subscription(string Uri, RequestId? Listening = null);
