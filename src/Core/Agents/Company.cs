using System.Data.Common;

namespace Sidecar.Agents;

/// <summary>
/// The agents that are not known to be dead. Nobody is asked after before it matters: with many agents, looking for all their
/// processes takes longer than what most questions need. Always inside a caller's transaction.
/// </summary>
internal sealed class Company(DbConnection db, Presence presence, DateTimeOffset now)
{
    private List<Agent>? _all;

    /// <summary>All of them, those who came first first; without the human.</summary>
    public IReadOnlyList<Agent> All => _all ??= AgentRows.Present(db).FindAll(agent => IsLive(agent));

    /// <summary>Their names.</summary>
    public IReadOnlyList<AgentName> Names => [.. All.Select(agent => agent.Name)];

    /// <summary>The one of this name; null where nobody of that name is here. The human always is.</summary>
    public Agent? Find(AgentName name) => AgentRows.FindPresent(db, name) is { } agent && IsLive(agent) ? agent : null;

    private bool IsLive(Agent agent) => presence.Check(agent, now) is not Liveness.Dead;
}
