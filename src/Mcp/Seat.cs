using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Impact;
using Sidecar.Repository;

namespace Sidecar.Mcp;

/// <summary>What a call acts with: the opened state, the settings of now and the agent that this server registered.</summary>
/// <param name="State">The state.</param>
/// <param name="Folders">The repository.</param>
/// <param name="Git">Git, at the top of its worktree.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Key">What to show to act as the agent.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Identity">How its other processes will be recognised.</param>
/// <param name="WhyNotWatched">Why no watcher is started here by itself; null where it is.</param>
internal sealed record Seat(
    SidecarState State,
    RepositoryFolders Folders,
    GitProcess Git,
    RepositorySettings Settings,
    AgentKey Key,
    Agent Agent,
    IdentitySource Identity,
    string? WhyNotWatched)
{
    /// <summary>From whose place others' work is looked at.</summary>
    public Viewpoint View => new(holder => holder.Id == Agent.Id, Folders.Worktree, Settings.IgnoreCase, () => State.Files.Of(Git, Folders));

    /// <summary>Reads what an agent wrote as paths.</summary>
    public IReadOnlyList<ClaimPattern> Patterns(IReadOnlyList<string> texts) =>
        ClaimPattern.ParseAll(texts, Folders.Worktree);
}
