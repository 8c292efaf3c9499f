namespace Sidecar.Agents;

/// <summary>Whether an agent is here: by its processes; by its heartbeat on another host, or where no process could be named.</summary>
public sealed class Presence(IProcessTable processes)
{
    /// <summary>A heartbeat older than this no longer counts.</summary>
    public static readonly TimeSpan HeartbeatLimit = TimeSpan.FromMinutes(3);

    /// <summary>Where this process's pids count.</summary>
    public string Host => processes.Host;

    /// <summary>This process.</summary>
    public ProcessRef Self { get; } =
        processes.Find(Environment.ProcessId)?.Process ?? new ProcessRef(Environment.ProcessId, Started: 0);

    /// <summary>Whether the agent lives.</summary>
    public Liveness Check(Agent agent, DateTimeOffset now)
    {
        if (agent.LeftAt is not null)
            return Liveness.Dead;
        if (agent.IsHuman)
            return Liveness.Alive;
        if (!agent.IsSeenFrom(Host))
            return now - agent.HeartbeatAt > HeartbeatLimit ? Liveness.Dead : Liveness.Alive;

        return Worst(Check(agent.ClientProcess), Check(agent.LauncherProcess));
    }

    /// <summary>Whether a process of this host lives; null is one that nobody could name.</summary>
    public Liveness Check(ProcessRef? process) => process is { } known ? processes.Check(known) : Liveness.Unknown;

    /// <summary>What to tell people about an agent that <see cref="Check(Agent, DateTimeOffset)"/> called dead.</summary>
    public string WhyDead(Agent agent)
    {
        if (agent.LeftWhy is { } why)
            return why;
        if (!agent.IsSeenFrom(Host))
            return "no sign of life from its server";

        var gone = Check(agent.ClientProcess) is Liveness.Dead ? agent.ClientProcess : agent.LauncherProcess;
        return gone is { } process ? $"its client process {process.Pid} is gone" : "its client process is gone";
    }

    private static Liveness Worst(Liveness one, Liveness other) =>
        one is Liveness.Dead || other is Liveness.Dead ? Liveness.Dead
        : one is Liveness.Unknown ? other
        : one;
}
