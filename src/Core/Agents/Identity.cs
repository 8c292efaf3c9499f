namespace Sidecar.Agents;

/// <summary>Who a process acts for, and how that was found out. Pure: everything it depends on is in <see cref="IdentityEvidence"/>.</summary>
/// <param name="Kind">What kind of party.</param>
/// <param name="Source">How it was found out.</param>
/// <param name="Agent">The agent, where it is a registered one.</param>
/// <param name="Name">The agent's name; for an unregistered one the name asked for or its client; "human" otherwise.</param>
/// <param name="Contradicts">
/// The live agent that this process evidently belongs to (by session or lineage), where the name given is another one's.
/// </param>
/// <param name="IsEvident">Whether session or lineage make the process this agent's, also without a name given.</param>
/// <param name="IsBorneOut">
/// Of a name given: whether the agent's client (which may have several), its client's mark or the place speaks for it too, or its
/// processes are not seen from here, so that nothing can.
/// </param>
public sealed record Identity(
    ActorKind Kind, IdentitySource Source, Agent? Agent, string Name, Agent? Contradicts = null, bool IsEvident = false,
    bool IsBorneOut = false)
{
    /// <summary>Whether nothing but a name given makes the process this agent's: enough to act on files, not to speak as it.</summary>
    public bool IsNameAlone => Agent is not null && Contradicts is null && Source is IdentitySource.Env && !IsEvident && !IsBorneOut;

    /// <summary>Finds out who acts, in the order: name given, client session, lineage, worktree, client marker, human.</summary>
    /// <exception cref="SidecarException">The name given is not one an agent can have.</exception>
    public static Identity Resolve(IdentityEvidence evidence)
    {
        var evident = EvidentAgent.Find(evidence);
        if (evidence.NameGiven is { } name)
            return name.Equals(Human.Name, StringComparison.OrdinalIgnoreCase) ? Person(evidence, evident) : Named(AgentName.Parse(name), evidence, evident);
        if (evident is not null)
            return Evident(evident);
        if (LoneAgentHere(evidence) is { } lone)
            return Of(lone, IdentitySource.Worktree);

        return UnregisteredClient(evidence) is { } client
            ? Unregistered(client)
            : Human;
    }

    private static Identity Human { get; } = new(ActorKind.Human, IdentitySource.None, null, AgentName.Human.ToString());

    // A person who works where an agent lives says so. What an agent started, or bears its name, is no person by saying so.
    private static Identity Person(IdentityEvidence evidence, EvidentAgent? evident)
    {
        var borne = AgentName.TryParse(evidence.Environment.GetValueOrDefault("SIDECAR_AGENT"), out var name) ? ByName(name, evidence) : null;
        if ((evident?.Agent ?? borne) is { } agent)
            return Human with { Contradicts = agent };

        return UnregisteredClient(evidence) is { } client ? Unregistered(client) : Human with { Source = IdentitySource.Env };
    }

    private static Identity Named(AgentName name, IdentityEvidence evidence, EvidentAgent? evident)
    {
        // Two sessions were given one name, and the second one got a number; its processes still carry the name given.
        if (evident is { IsCertain: true } && evident.Agent.Name != name && evident.Agent.AskedName == name)
            return Evident(evident);

        var agent = ByName(name, evidence);
        var other = evident is { IsCertain: true } && evident.Agent.Id != agent?.Id ? evident.Agent : null;
        return agent is null
            ? new(ActorKind.Unregistered, IdentitySource.Env, null, name.ToString(), other)
            : Of(agent, IdentitySource.Env) with
            {
                Contradicts = other,
                IsEvident = evident?.MayBe(agent) == true,
                IsBorneOut = EvidentAgent.Started(agent, evidence) || BearsMarkOf(agent, evidence)
                    || LoneAgentHere(evidence)?.Id == agent.Id || !agent.IsSeenFrom(evidence.Host),
            };
    }

    // An agent that took another name has left the one that it was given in the environment of what it starts.
    private static Agent? ByName(AgentName name, IdentityEvidence evidence)
    {
        var asked = evidence.Live.Where(agent => agent.AskedName == name).ToList();
        return evidence.Live.FirstOrDefault(agent => agent.Name == name) ?? (asked is [var one] ? one : null);
    }

    private static Identity Unregistered(string client) => new(ActorKind.Unregistered, IdentitySource.None, null, client);

    private static Identity Evident(EvidentAgent evident) => Of(evident.Agent, evident.Source) with { IsEvident = true };

    private static Identity Of(Agent agent, IdentitySource source) =>
        new(ActorKind.Agent, source, agent, agent.Name.ToString());

    private static Agent? LoneAgentHere(IdentityEvidence evidence)
    {
        var here = EvidentAgent.Current(evidence.Live).Where(agent => agent.Worktree == evidence.Worktree).ToList();
        return here is [var lone] && WorktreeTells(lone, evidence) ? lone : null;
    }

    /// <summary>
    /// Whether living alone in the worktree makes the process this agent's. A linked worktree is an agent's own checkout;
    /// in the main one people work too, and without a client's mark it is one of them. A mark of another client, or
    /// another session of the same one, is an agent that did not register.
    /// </summary>
    private static bool WorktreeTells(Agent lone, IdentityEvidence evidence)
    {
        var marked = ClientMarkers.Clients(evidence.Environment);
        return marked.Count == 0 ? evidence.IsLinkedWorktree : BearsMarkOf(lone, evidence);
    }

    private static bool BearsMarkOf(Agent agent, IdentityEvidence evidence)
    {
        var isAnotherSession = agent.Session is not null
            && ClientMarkers.SessionOf(agent.Client, evidence.Environment) is { } session
            && session != agent.Session;
        return !isAnotherSession && ClientMarkers.Clients(evidence.Environment).Contains(ClientMarkers.NameOf(agent.Client), StringComparer.Ordinal);
    }

    // Of several marks the inner client's counts: the one whose program is the nearest ancestor.
    private static string? UnregisteredClient(IdentityEvidence evidence)
    {
        var marked = ClientMarkers.Clients(evidence.Environment);
        var running = evidence.Lineage.Select(ancestor => KnownClient.OfProgram(ancestor.Program)?.Name).OfType<string>();
        return running.Concat(marked).FirstOrDefault(client => marked.Contains(client, StringComparer.Ordinal));
    }
}
