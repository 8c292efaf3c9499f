namespace Sidecar.Agents;

/// <summary>What kind of party a process acts for.</summary>
public enum ActorKind
{
    /// <summary>A registered, live agent.</summary>
    Agent,

    /// <summary>A coding agent that did not register here.</summary>
    Unregistered,

    /// <summary>A person.</summary>
    Human,
}
