using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>One registered session: what its processes need to act, and what the models know about it.</summary>
internal sealed class Session(FakeProcesses processes, long id, ProcessRef client)
{
    public long Id { get; } = id;

    public ProcessRef Client { get; } = client;

    public required string Name { get; set; }

    public required AgentKey Key { get; set; }

    public required ProcessRef Server { get; set; }

    /// <summary>The server's own view of the shared state; null while no server runs.</summary>
    public SidecarState? State { get; set; }

    public required DateTimeOffset ActiveAt { get; set; }

    public long Calls { get; set; }

    public bool IsKilled { get; set; }

    public bool HasLeft { get; set; }

    public bool IsHuman => Name == "human";

    /// <summary>Gone for all to see. A process that cannot be looked at is not.</summary>
    public bool IsDead => HasLeft || (!IsHuman && processes.Check(Client) is Liveness.Dead);

    public override string ToString() => $"{Name}#{Id}";
}
