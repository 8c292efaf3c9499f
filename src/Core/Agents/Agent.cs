namespace Sidecar.Agents;

/// <summary>One registration: a session of a coding agent, or the one row that stands for all humans.</summary>
public sealed record Agent
{
    /// <summary>The registration's number.</summary>
    public required long Id { get; init; }

    /// <summary>Its name; unique among live agents.</summary>
    public required AgentName Name { get; init; }

    /// <summary>
    /// The name it was given (SIDECAR_AGENT, --name), which another live agent may have had already; null for a made-up one.
    /// </summary>
    public AgentName? AskedName { get; init; }

    /// <summary>Whether it was not called as it asked to be, because a live agent had that name.</summary>
    public bool IsRenumbered =>
        AskedName is { } asked && Name != asked && Name.ToString().StartsWith($"{asked}-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The client program as it names itself, such as "claude-code"; "human" for the human.</summary>
    public required string Client { get; init; }

    /// <summary>The client's version, where it told.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The client's own session as "VARIABLE=value", where it has one; see <see cref="ClientMarkers"/>.</summary>
    public string? Session { get; init; }

    /// <summary>The top folder of the worktree it works in, absolute; empty for the human.</summary>
    public required string Worktree { get; init; }

    /// <summary>Where its pids count: <see cref="IProcessTable.Host"/>.</summary>
    public required string Host { get; init; }

    /// <summary>The client's process: what lineage finds and whose death ends the agent.</summary>
    public ProcessRef? ClientProcess { get; init; }

    /// <summary>The process that started the server: the client, or a shell between the two. Its death ends the agent too.</summary>
    public ProcessRef? LauncherProcess { get; init; }

    /// <summary>The MCP server that registered it.</summary>
    public ProcessRef? ServerProcess { get; init; }

    /// <summary>What it said it is here for, such as "reviewer".</summary>
    public string? Role { get; init; }

    /// <summary>What it said it is doing.</summary>
    public string? Summary { get; init; }

    /// <summary>The parts of the code it said it works on.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>When it registered.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>When it last did something itself; renews its claims.</summary>
    public required DateTimeOffset ActiveAt { get; init; }

    /// <summary>When its server last said it is there; decides only across hosts.</summary>
    public required DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>When it left or was found gone; null while it is registered.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Why it is no longer registered, in words; null while it is.</summary>
    public string? LeftWhy { get; init; }

    /// <summary>Whether this row stands for the humans.</summary>
    public bool IsHuman => Name == AgentName.Human;

    /// <summary>Whether a process of a host can look at the agent's processes: they are of that host, and one of them is known.</summary>
    public bool IsSeenFrom(string host) => Host == host && this is not { ClientProcess: null, LauncherProcess: null };
}
