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
    IReadOnlyList<Agent> Live);
