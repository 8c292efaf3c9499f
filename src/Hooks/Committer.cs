using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Hooks;

/// <summary>Who makes the commit.</summary>
/// <param name="Kind">What kind of party.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Id">The registration whose claims are its own; null for an unregistered agent.</param>
/// <param name="Note">What is odd about it, or null.</param>
internal sealed record Committer(ActorKind Kind, string Name, long? Id, string? Note)
{
    /// <summary>Finds it out from what the process is, and only then from what it says.</summary>
    public static Committer From(Identity identity, IReadOnlyList<Claim> claims)
    {
        if (identity.Contradicts is { } evident)
        {
            return new Committer(
                ActorKind.Agent, evident.Name.ToString(), evident.Id,
                $"SIDECAR_AGENT is {identity.Name}, but this process belongs to {evident.Name}: {evident.Name} commits.");
        }

        var id = identity.Kind is ActorKind.Human
            ? claims.FirstOrDefault(claim => claim.Holder.IsHuman)?.Holder.Id
            : identity.Agent?.Id;
        return new Committer(identity.Kind, identity.Name, id, Note: null);
    }
}
