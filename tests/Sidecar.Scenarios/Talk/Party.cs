using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>One who talks in a run of the model: a name, and real processes while it is there.</summary>
internal sealed class Party(string name)
{
    public string Name { get; set; } = name;

    /// <summary>Its server and client; null while it is gone.</summary>
    public AgentProcess? Agent { get; set; }

    /// <summary>Whether its server was killed while its client goes on: it is live still, and can say nothing.</summary>
    public bool IsMute { get; set; }

    /// <summary>Whether it can be asked.</summary>
    public bool Answers => Agent is not null && !IsMute;

    public override string ToString() => Name;
}
