using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>Unread messages of an agent that is not here. They wait for somebody to come back under its name.</summary>
/// <param name="Name">Whose they are.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the first of them was sent.</param>
/// <param name="Newest">When the last of them was sent.</param>
/// <param name="GoneSince">When it left; where nobody has noticed yet that it is dead, when it last did something.</param>
public sealed record Orphan(AgentName Name, int Count, DateTimeOffset Oldest, DateTimeOffset Newest, DateTimeOffset GoneSince);
