using Sidecar.Agents;
using Sidecar.Watching.Sources.Processes;

namespace Sidecar.Watching;

/// <summary>Who was at work, from what was sampled when hints came.</summary>
/// <param name="activity">The samples; null on systems where processes cannot be looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class SampledActivity(AgentActivity? activity, TimeProvider time) : IActivity
{
    /// <summary>To be called with every hint; it looks only now and then.</summary>
    public void Sample() => activity?.Sample();

    public bool? WasActive(Agent agent, PendingPath hint) =>
        agent.ClientProcess is { } client ? activity?.WasActive(client, At(hint)) : null;

    public bool? HadOutsider(string worktree, PendingPath hint) => activity?.HadOutsider(worktree, At(hint));

    private DateTimeOffset At(PendingPath hint) => time.GetUtcNow() - time.GetElapsedTime(hint.LastAt);
}
