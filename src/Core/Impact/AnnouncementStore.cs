using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Impact.Imports;
using Sidecar.Storage;

namespace Sidecar.Impact;

/// <summary>
/// What agents said that they are about to do, one announcement for each at a time. It ends with its agent, by a newer one,
/// when its files are committed, or by release, and does not count while its agent has done nothing for long. Each method is one
/// transaction.
/// </summary>
public sealed class AnnouncementStore(SidecarDatabase db, Presence presence, TimeProvider time)
{
    /// <summary>How long it is kept what was announced.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    /// <summary>Stores an announcement; the agent's older one has ended.</summary>
    /// <param name="actor">Who announces.</param>
    /// <param name="request">What.</param>
    /// <param name="scanned">What the files were found to depend on.</param>
    /// <exception cref="SidecarException">It is no announcement; nothing was stored.</exception>
    public Announcement Announce(AgentKey actor, AnnouncementRequest request, IReadOnlyList<Dependency> scanned)
    {
        request.Check();
        return db.Write(connection => Announce(connection, actor, request, scanned));
    }

    /// <summary>Stores one that was checked, inside the caller's transaction.</summary>
    internal Announcement Announce(DbConnection connection, AgentKey actor, AnnouncementRequest request, IReadOnlyList<Dependency> scanned)
    {
        var now = time.GetUtcNow();
        var agent = AgentRows.Act(connection, actor, now);
        var id = AnnouncementRows.Add(connection, agent, request, scanned, now);
        return AnnouncementRows.Open(connection, presence, now).Find(announced => announced.Id == id)!;
    }

    /// <summary>Forgets what ended long ago; returns how many that were.</summary>
    public int Prune() => db.Write(connection => AnnouncementRows.Prune(connection, time.GetUtcNow() - MaxAge));

    /// <summary>The announcements that count, oldest first; of agents that are known to be gone none.</summary>
    public IReadOnlyList<Announcement> Active()
    {
        var now = time.GetUtcNow();
        return db.Read(connection => db.Has(connection, "announcements") ? AnnouncementRows.Open(connection, presence, now) : [])
            .FindAll(announced => announced.Live is not Liveness.Dead);
    }

    /// <summary>Whether an agent announced something that has not ended.</summary>
    public bool HasOpen(long agentId) => db.Read(connection =>
        connection.Number("SELECT count(*) FROM announcements WHERE agent_id = $agent AND ended_at IS NULL", ("$agent", agentId)) > 0);
}
