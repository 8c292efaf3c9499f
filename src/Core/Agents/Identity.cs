namespace Sidecar.Agents;

/// <summary>Who a process acts for, and how that was found out. Pure: everything it depends on is in <see cref="IdentityEvidence"/>.</summary>
/// <param name="Kind">What kind of party.</param>
/// <param name="Source">How it was found out.</param>
/// <param name="Agent">The agent, where it is a registered one.</param>
/// <param name="Name">The agent's name; for an unregistered one the name asked for or its client; "human" otherwise.</param>
/// <param name="Contradicts">
/// The live agent that this process evidently belongs to (by session or lineage), where the name given is another one's.
/// </param>
public sealed record Identity(ActorKind Kind, IdentitySource Source, Agent? Agent, string Name, Agent? Contradicts = null)
{
    /// <summary>Finds out who acts, in the order: name given, client session, lineage, worktree, client marker, human.</summary>
    public static Identity Resolve(IdentityEvidence evidence) => throw new NotImplementedException();
}
