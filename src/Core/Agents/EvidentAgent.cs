namespace Sidecar.Agents;

/// <summary>The live agent that a process belongs to by its session or its ancestors.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Source">Session or lineage.</param>
/// <param name="IsCertain">False where only the time of joining decided between several.</param>
internal sealed record EvidentAgent(Agent Agent, IdentitySource Source, bool IsCertain)
{
    private const int NoAncestor = int.MaxValue;

    /// <summary>
    /// The agent whose session is in the environment, the one with the nearest ancestor first; unless an agent that is
    /// nearer still started the process: its client sets no variable and passes the outer one's on.
    /// </summary>
    public static EvidentAgent? Find(IdentityEvidence evidence)
    {
        var agents = Current(evidence.Live);
        var nearest = ByLineage(agents, evidence);
        if (BySession(agents, evidence) is not { } session)
            return nearest;

        return nearest is not null && Depth(nearest.Agent, evidence) < Depth(session.Agent, evidence) ? nearest : session;
    }

    /// <summary>
    /// Without those that registered anew: a client that starts its server again has two registrations until the first
    /// one is found gone.
    /// </summary>
    public static IReadOnlyList<Agent> Current(IReadOnlyList<Agent> live) =>
    [
        .. live
            .GroupBy(agent => agent.Session is { } session ? $"{agent.Host}\n{session}" : $"{agent.Id}", StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(agent => agent.JoinedAt).ThenByDescending(agent => agent.Id).First()),
    ];

    /// <summary>Whether an agent is this one, or one that only the time of joining told from it.</summary>
    public bool MayBe(Agent agent) => agent.Id == Agent.Id || (!IsCertain && agent.Session == Agent.Session);

    /// <summary>Whether its client's process is an ancestor: one process may be the client of several agents.</summary>
    public static bool Started(Agent agent, IdentityEvidence evidence) => Depth(agent, evidence) != NoAncestor;

    private static EvidentAgent? BySession(IReadOnlyList<Agent> agents, IdentityEvidence evidence)
    {
        var sessions = ClientMarkers.Sessions(evidence.Environment);
        var matches = agents
            .Where(agent => agent.Session is { } session && sessions.Contains(session, StringComparer.Ordinal)
                && (agent.Host == evidence.Host || !ClientMarkers.IsPid(session)))
            .OrderBy(agent => Depth(agent, evidence))
            .ThenByDescending(agent => agent.JoinedAt)
            .ThenByDescending(agent => agent.Id)
            .ToList();
        if (matches.Count == 0)
            return null;

        var isCertain = matches.Count == 1 || Depth(matches[0], evidence) < Depth(matches[1], evidence);
        return new(matches[0], IdentitySource.Session, isCertain);
    }

    private static EvidentAgent? ByLineage(IReadOnlyList<Agent> agents, IdentityEvidence evidence)
    {
        var nearest = agents
            .GroupBy(agent => Depth(agent, evidence))
            .Where(sharing => sharing.Key != NoAncestor && sharing.Count() == 1)
            .MinBy(sharing => sharing.Key);
        return nearest is null ? null : new(nearest.Single(), IdentitySource.Lineage, IsCertain: true);
    }

    // How many generations up the agent's client process is.
    private static int Depth(Agent agent, IdentityEvidence evidence)
    {
        if (agent.Host != evidence.Host || agent.ClientProcess is not { } client)
            return NoAncestor;
        for (var depth = 0; depth < evidence.Lineage.Count; depth++)
        {
            if (evidence.Lineage[depth].Process == client)
                return depth;
        }

        return NoAncestor;
    }
}
