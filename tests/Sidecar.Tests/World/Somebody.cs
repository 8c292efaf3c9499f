using Sidecar.Agents;

namespace Sidecar.Tests.World;

/// <summary>Agents for tests of rules and words, which need no state.</summary>
internal static class Somebody
{
    public static Agent Called(long id, string name, DateTimeOffset now) => new()
    {
        Id = id,
        Name = AgentName.ParseParty(name),
        Client = "claude-code",
        Worktree = "/my repo",
        Host = "here",
        JoinedAt = now,
        ActiveAt = now,
        HeartbeatAt = now,
    };
}
