using Sidecar.Agents;

namespace Sidecar.Touches;

/// <summary>All that the author of one write is found from.</summary>
public sealed record WriteScene
{
    /// <summary>Who was said to have written by a client's edit hook or by git's own hook; null if nobody was.</summary>
    public Agent? Reported { get; init; }

    /// <summary>Whose process wrote, where the process is known and belongs to an agent or to a person; else null.</summary>
    public Agent? Writer { get; init; }

    /// <summary>The live agents that work in this worktree, each with whether it was at work then; null where nobody can tell.</summary>
    public IReadOnlyList<(Agent Agent, bool? WasActive)> Residents { get; init; } = [];

    /// <summary>Whether this is a linked worktree: an agent's own checkout, and not the one that people use too.</summary>
    public bool IsLinkedWorktree { get; init; }

    /// <summary>The live agents that claim the path, each once.</summary>
    public IReadOnlyList<Agent> Claimants { get; init; } = [];

    /// <summary>Whether a process that belongs to no agent was at work in the worktree then; null where nobody can tell.</summary>
    public bool? HadOutsider { get; init; }
}
