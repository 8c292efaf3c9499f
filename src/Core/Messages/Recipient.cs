using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>One who gets a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Live">Whether it is here now; if not, the message waits for it.</param>
public sealed record Recipient(AgentName Name, bool Live);
