using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>The unread messages of agents that are not here. Each method is one transaction.</summary>
/// <remarks>They are delivered to whoever comes back under the name; only a person gives them up, or time.</remarks>
public sealed class OrphanStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>All of them, those waiting longest first.</summary>
    public IReadOnlyList<Orphan> List()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => OrphanRows.All(connection, new Company(connection, presence, now).Names));
    }

    /// <summary>How many messages that is, without looking at them.</summary>
    public int Count()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => OrphanRows.Count(connection, new Company(connection, presence, now).Names));
    }

    /// <summary>Gives up what waits for a name, or with null for any name. The messages stay in the log.</summary>
    /// <returns>What was given up.</returns>
    /// <exception cref="SidecarException">The actor is an agent, or somebody of that name is here to read it.</exception>
    public IReadOnlyList<Orphan> Purge(AgentKey actor, AgentName? name) => db.Write(connection =>
    {
        var now = time.GetUtcNow();
        var me = AgentRows.Act(connection, actor, now);
        if (!me.IsHuman)
            throw SidecarException.Refused("Only a person may give up messages that wait for somebody.", "ask your user to run: sidecar orphans");

        var here = new Company(connection, presence, now).Names;
        if (name is { } wanted && (wanted == AgentName.Human || here.Contains(wanted)))
            throw SidecarException.Refused($"{wanted} is here and can read its messages; nothing was purged.", "sidecar orphans");

        var purged = OrphanRows.All(connection, here).FindAll(orphan => name is null || orphan.Name == name);
        foreach (var orphan in purged)
            OrphanRows.Purge(connection, orphan.Name, me.Name, "given up by a person", DateTimeOffset.MaxValue, now);

        return purged;
    });
}
