using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Repository;

namespace Sidecar.Mcp;

/// <summary>What a call acts with: the opened state, the settings of now and the agent that this server registered.</summary>
internal sealed record Seat(
    SidecarState State, RepositoryFolders Folders, RepositorySettings Settings, AgentKey Key, Agent Agent, IdentitySource Identity)
{
    /// <summary>Reads what an agent wrote as paths.</summary>
    public IReadOnlyList<ClaimPattern> Patterns(IReadOnlyList<string> texts) =>
        ClaimPattern.ParseAll(texts, Folders.Worktree);
}
