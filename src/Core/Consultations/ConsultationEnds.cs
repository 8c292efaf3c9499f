using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Consultations;

/// <summary>
/// What time and death make of consultations: stored, and told to the parties, by whoever looks first. Always inside a caller's
/// transaction, but for <see cref="SettleIfDue"/>.
/// </summary>
internal static class ConsultationEnds
{
    /// <summary>
    /// <see cref="Settle"/> where there is something to settle: a write would wake all who wait for claims. A transaction of its own.
    /// </summary>
    public static void SettleIfDue(SidecarDatabase db, Presence presence, DateTimeOffset now, long? self = null)
    {
        if (db.IsReadOnly || !db.Read(connection => IsDue(connection, presence, now, self)))
            return;

        db.Write(connection =>
        {
            Settle(connection, presence, now, self);
            return true;
        });
    }

    /// <summary>Ends what took too long, and drops those who are dead.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="presence">Who is here.</param>
    /// <param name="now">The time.</param>
    /// <param name="self">Who asks, if an agent does: that one is alive, however old its last sign of life is.</param>
    public static void Settle(DbConnection db, Presence presence, DateTimeOffset now, long? self)
    {
        var parties = Unfinished(db, presence, now, self)
            .ConvertAll(thread => Expire(db, thread, now))
            .FindAll(thread => thread.IsUnfinished)
            .SelectMany(thread => thread.Here)
            .Where(party => party.Live is Liveness.Dead)
            .DistinctBy(party => party.Agent.Id);
        foreach (var dead in parties.ToList())
            AgentRows.End(db, dead.Agent, presence.WhyDead(dead.Agent), now);
    }

    /// <summary>Takes a registration that has ended out of all consultations.</summary>
    public static void Drop(DbConnection db, Agent gone, string why, DateTimeOffset now)
    {
        var about = ConsultationRows.Where(
            db, "id IN (SELECT consultation_id FROM consultation_parties WHERE agent_id = $agent AND dropped_at IS NULL)",
            ConsultationRows.AsRegistered, ("$agent", gone.Id));
        foreach (var thread in about)
        {
            // What ran out before is told as that, and not as the doing of the one who left.
            var before = Expire(db, thread, now);
            var after = ConsultationRules.Drop(before, gone.Id, why, now);
            ConsultationRows.Save(db, after);
            if (before.IsUnfinished)
                ConsultationNews.Dropped(db, after, before, gone, why, now);
        }
    }

    /// <summary>
    /// Whoever registers takes the place of the one of its name that was dropped, in all that can still be agreed on, and is told
    /// of what cannot.
    /// </summary>
    public static void Return(DbConnection db, Agent back, DateTimeOffset now)
    {
        Rejoin(db, back, now);
        foreach (var thread in ConsultationRows.OverAndUnreadBy(db, back.Name))
        {
            if (thread.FindFormer(back.Name) is { } gone)
                ConsultationNews.Missed(db, thread, gone, now);
        }
    }

    private static void Rejoin(DbConnection db, Agent back, DateTimeOffset now)
    {
        var left = ConsultationRows.Where(db, ConsultationRows.Unfinished, ConsultationRows.AsRegistered);
        foreach (var thread in left.ConvertAll(thread => Expire(db, thread, now)).FindAll(thread => thread.IsUnfinished))
        {
            if (thread.Find(back.Id) is not null || thread.FindFormer(back.Name) is not { } gone)
                continue;

            var returned = ConsultationRules.Return(thread, gone, back);
            ConsultationRows.Replace(db, thread.Id, gone.Agent.Id, back.Id);
            ConsultationRows.Save(db, returned);
            // What its former session read, this one has not; and it can only approve what it was shown.
            if (thread.Proposal?.Message is { } proposal)
                DeliveryRows.ShowAgain(db, proposal, back.Name);
            ConsultationNews.Returned(db, returned, back, now);
        }
    }

    /// <summary>Whether there is something to settle. Nearly always a look at an empty index; each tool call and each turn of a wait looks.</summary>
    public static bool IsDue(DbConnection db, Presence presence, DateTimeOffset now, long? self) =>
        ConsultationRows.Heads(db, ConsultationRows.Unfinished) is { Count: > 0 } unfinished
        && (unfinished.Exists(thread => ConsultationRules.Settle(thread, now) != thread)
            || ConsultationRows.Asked(db).Exists(agent => agent.Id != self && presence.Check(agent, now) is Liveness.Dead));

    private static List<Consultation> Unfinished(DbConnection db, Presence presence, DateTimeOffset now, long? self) =>
        ConsultationRows.Where(db, ConsultationRows.Unfinished, agent => agent.Id == self ? Liveness.Alive : presence.Check(agent, now));

    private static Consultation Expire(DbConnection db, Consultation thread, DateTimeOffset now)
    {
        var settled = ConsultationRules.Settle(thread, now);
        if (settled == thread)
            return thread;

        ConsultationRows.Save(db, settled);
        if (!settled.IsUnfinished)
            ConsultationNews.Expired(db, settled, now);
        return settled;
    }
}
