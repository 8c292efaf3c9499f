using Sidecar.Storage;

namespace Sidecar.Agents;

/// <summary>Who is and who was here. Each method is one transaction.</summary>
public sealed class AgentStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>Registers a session and gives it a name that no live agent has.</summary>
    public (Agent Agent, AgentKey Key) Register(Registration registration) => throw new NotImplementedException();

    /// <summary>Ends a registration and its claims; false if it had ended already.</summary>
    public bool Leave(AgentKey actor, string why) => throw new NotImplementedException();

    /// <summary>Says that the server is still there, and remembers what it learnt since (a session id).</summary>
    public void Heartbeat(AgentKey actor, string? session = null) => throw new NotImplementedException();

    /// <summary>The agent behind a key.</summary>
    /// <exception cref="SidecarException">The registration ended, or the token is not its own.</exception>
    public Agent Get(AgentKey actor) => throw new NotImplementedException();

    /// <summary>What to show to act as this agent. For processes that found out by <see cref="Identity"/> who they are.</summary>
    public AgentKey KeyOf(Agent agent) => throw new NotImplementedException();

    /// <summary>The key of whoever works here without being an agent.</summary>
    public AgentKey KeyOfHuman() => throw new NotImplementedException();

    /// <summary>All registrations that have not ended, each with whether its process lives. Without the human.</summary>
    public IReadOnlyList<(Agent Agent, Liveness Live)> Present() => throw new NotImplementedException();

    /// <summary>Registrations that ended since <paramref name="since"/>, newest first.</summary>
    public IReadOnlyList<Agent> Gone(DateTimeOffset since) => throw new NotImplementedException();

    /// <summary>Changes what an agent says about itself; null leaves a value as it is.</summary>
    public Agent Describe(AgentKey actor, AgentName? name, string? role, string? summary, IReadOnlyList<string>? modules) =>
        throw new NotImplementedException();
}
