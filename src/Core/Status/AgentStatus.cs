using Sidecar.Agents;

namespace Sidecar.Status;

/// <summary>One registered agent.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Live">Whether its process lives.</param>
/// <param name="Unread">How many messages it has not read.</param>
public sealed record AgentStatus(Agent Agent, Liveness Live, int Unread);
