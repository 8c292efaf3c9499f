using Sidecar.Repository;

namespace Sidecar.Agents;

/// <summary>All that identity is found from.</summary>
/// <param name="NameGiven">--as, or else SIDECAR_AGENT; null where neither is given.</param>
/// <param name="Environment">The process's environment.</param>
/// <param name="Lineage">Its ancestor processes, nearest first (itself not included).</param>
/// <param name="Host">Where their pids count.</param>
/// <param name="Worktree">The top folder of the worktree it works in.</param>
/// <param name="IsLinkedWorktree">Whether that is a linked worktree, and not the main one.</param>
/// <param name="Live">The agents that are registered and not known to be dead.</param>
public sealed record IdentityEvidence(
    string? NameGiven,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<ProcessEntry> Lineage,
    string Host,
    string Worktree,
    bool IsLinkedWorktree,
    IReadOnlyList<Agent> Live)
{
    /// <summary>Gathers it for a process of this system.</summary>
    /// <param name="nameGiven">--as, or else SIDECAR_AGENT; null where neither is given.</param>
    /// <param name="environment">The process's environment.</param>
    /// <param name="processes">The operating system's processes.</param>
    /// <param name="pid">The process.</param>
    /// <param name="folders">The repository it works in.</param>
    /// <param name="agents">Who is there.</param>
    public static IdentityEvidence Gather(
        string? nameGiven,
        IReadOnlyDictionary<string, string> environment,
        IProcessTable processes,
        int pid,
        RepositoryFolders folders,
        AgentStore agents) =>
        new(nameGiven, environment, Agents.Lineage.Of(processes, pid), processes.Host, folders.Worktree, folders.IsLinkedWorktree, agents.Live());
}
