using Sidecar.Agents;

namespace Sidecar.Watching;

/// <summary>Who was at work when a file was written. Null where nobody can tell.</summary>
internal interface IActivity
{
    /// <summary>Whether an agent was at work at the moment of a hint.</summary>
    bool? WasActive(Agent agent, PendingPath hint);

    /// <summary>Whether a process that belongs to no agent was at work in a worktree at the moment of a hint.</summary>
    bool? HadOutsider(string worktree, PendingPath hint);
}
