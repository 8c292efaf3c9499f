using Sidecar.Agents;
using Sidecar.Repository;

namespace Sidecar.Hooks;

/// <summary>Who makes the commit.</summary>
/// <param name="Kind">What kind of party.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Id">The registration whose claims and work are its own, which people share; null for an unregistered agent.</param>
/// <param name="Note">What is odd about it, or null.</param>
/// <param name="Evident">The live agent that the process seems to belong to, where the name given is another's; or null.</param>
internal sealed record Committer(ActorKind Kind, string Name, long? Id, string? Note = null, Agent? Evident = null)
{
    /// <summary>Whether SIDECAR_AGENT is set to something under which Sidecar's commands refuse to act here.</summary>
    public bool IsMisnamed { get; init; }

    /// <summary>Whether SIDECAR_AGENT alone says who it is, which is not enough to send a message.</summary>
    public bool IsNameAlone { get; init; }

    /// <summary>Whether Sidecar's commands can act for whoever commits, at least without SIDECAR_AGENT.</summary>
    public bool CanSpeak => Kind is not ActorKind.Unregistered || Evident is not null;

    /// <summary>Finds it out.</summary>
    public static Committer Find(HookCall call, RepositoryFolders folders, SidecarState state)
    {
        var given = call.Environment.GetValueOrDefault("SIDECAR_AGENT");

        // A name that nobody can have is no reason to let the commit pass unchecked.
        var isName = AgentName.TryParse(given, out _);
        var identity = Identity.Resolve(IdentityEvidence.Gather(
            isName ? given : null, call.Environment, call.Processes, call.Pid, folders, state.Agents));

        var committer = From(identity, identity.Kind is ActorKind.Human ? state.Agents.Human().Id : identity.Agent?.Id);
        return isName || string.IsNullOrEmpty(given)
            ? committer
            : committer with
            {
                Note = $"SIDECAR_AGENT is '{Printable.Short(given, 60)}', which is no agent's name: {committer.Name} commits.",
                IsMisnamed = true,
            };
    }

    /// <summary>The name given decides; a contradiction is told to whoever is refused, for it may be the very reason.</summary>
    /// <param name="identity">Who it is.</param>
    /// <param name="id">The registration; null where there is none.</param>
    public static Committer From(Identity identity, long? id) =>
        new(identity.Kind, identity.Name, id, NoteOn(identity), identity.Contradicts)
        {
            IsMisnamed = identity.Contradicts is not null,
            IsNameAlone = identity.IsNameAlone,
        };

    private static string? NoteOn(Identity identity)
    {
        if (identity.Contradicts is { } evident)
            return $"SIDECAR_AGENT is {identity.Name}, but this process seems to belong to {evident.Name}.";

        return identity is { Kind: ActorKind.Unregistered, Source: IdentitySource.Env }
            ? $"SIDECAR_AGENT is {identity.Name}, but no live agent has that name."
            : null;
    }
}
