namespace Sidecar.Scenarios.World;

/// <summary>How an agent's processes are started.</summary>
internal sealed record AgentStart
{
    /// <summary>Whether the server is told the agent's name.</summary>
    public bool HasName { get; init; } = true;

    /// <summary>What the client calls itself in the protocol.</summary>
    public string ClientName { get; init; } = "stand-in";

    /// <summary>Whether a shell stands between the client and the server, so that the server's parent outlives the client.</summary>
    public bool IsBehindShell { get; init; }

    /// <summary>Whether the killed client stays a zombie.</summary>
    public bool LeavesZombie { get; init; }
}
