namespace Sidecar.Agents;

/// <summary>Whether an agent is here: by its processes on this host, by its heartbeat on another.</summary>
public sealed class Presence(IProcessTable processes)
{
    /// <summary>A heartbeat older than this no longer counts.</summary>
    public static readonly TimeSpan HeartbeatLimit = TimeSpan.FromMinutes(3);

    /// <summary>Where this process's pids count.</summary>
    public string Host => processes.Host;

    /// <summary>Whether the agent lives.</summary>
    public Liveness Check(Agent agent, DateTimeOffset now)
    {
        if (agent.IsHuman)
            return Liveness.Alive;
        if (agent.LeftAt is not null)
            return Liveness.Dead;
        if (agent.Host != Host)
            return now - agent.HeartbeatAt > HeartbeatLimit ? Liveness.Dead : Liveness.Alive;

        return Worst(Check(agent.ClientProcess), Check(agent.LauncherProcess));
    }

    private static Liveness Worst(Liveness one, Liveness other) =>
        one is Liveness.Dead || other is Liveness.Dead ? Liveness.Dead
        : one is Liveness.Unknown ? other
        : one;

    private Liveness Check(ProcessRef? process) => process is { } known ? processes.Check(known) : Liveness.Unknown;
}
