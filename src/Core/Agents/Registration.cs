namespace Sidecar.Agents;

/// <summary>What a server tells when it registers its agent.</summary>
public sealed record Registration
{
    /// <summary>The name asked for; null for a generated one. If a live agent has it, a number is added.</summary>
    public AgentName? Name { get; init; }

    /// <summary>The client program as it names itself.</summary>
    public required string Client { get; init; }

    /// <summary>The client's version.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The client's own session as "VARIABLE=value".</summary>
    public string? Session { get; init; }

    /// <summary>The top folder of the worktree, absolute.</summary>
    public required string Worktree { get; init; }

    /// <summary>The client's process, where it could be found.</summary>
    public ProcessRef? ClientProcess { get; init; }

    /// <summary>The process that started the server.</summary>
    public ProcessRef? LauncherProcess { get; init; }

    /// <summary>The server itself.</summary>
    public ProcessRef? ServerProcess { get; init; }
}
