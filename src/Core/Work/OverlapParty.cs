using Sidecar.Agents;

namespace Sidecar.Work;

/// <summary>One of those who meet at a file.</summary>
/// <param name="Name">Who.</param>
/// <param name="Does">What it does there: "writes it (process)", "claims src/".</param>
/// <param name="At">When it last wrote, or since when it claims.</param>
/// <param name="Worktree">Where it works; empty for people, who may work anywhere.</param>
public sealed record OverlapParty(AgentName Name, string Does, DateTimeOffset At, string Worktree);
