using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Impact.Meetings;

/// <summary>Who was told that they are at work in files that belong together. Each method is one transaction.</summary>
public sealed class MeetingStore(SidecarDatabase db, TimeProvider time)
{
    /// <summary>How long it is kept that a pair was told.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    /// <summary>
    /// Puts meetings on record and tells both agents of those that are new: one message for each pair of agents. Writes nothing
    /// where all are known.
    /// </summary>
    /// <returns>The new ones.</returns>
    public IReadOnlyList<CoupledMeeting> Record(IReadOnlyList<CoupledMeeting> found)
    {
        // Every write wakes all who wait for claims, and most writes of agents meet nobody anew.
        var unknown = db.Read(connection => found.Where(meeting => !MeetingRows.Has(connection, meeting)).ToList());
        if (unknown.Count == 0)
            return [];

        return db.Write(connection =>
        {
            var now = time.GetUtcNow();
            var fresh = unknown.FindAll(meeting => MeetingRows.Add(connection, meeting, now));
            foreach (var pair in fresh.GroupBy(meeting => (meeting.Author.Id, meeting.Motion.Agent.Id)))
                Tell(connection, [.. pair], now);
            return fresh;
        });
    }

    /// <summary>The meetings between agents that are here, newest first.</summary>
    /// <param name="agents">The agents.</param>
    public IReadOnlyList<RecordedMeeting> Between(IEnumerable<Agent> agents)
    {
        var byId = agents.ToDictionary(agent => agent.Id);
        return db.Read(connection => db.Has(connection, "meetings") ? MeetingRows.Between(connection, byId) : []);
    }

    /// <summary>Forgets what is too old; returns how many that were.</summary>
    public int Prune() => db.Write(connection => MeetingRows.Prune(connection, time.GetUtcNow() - MaxAge));

    private static void Tell(DbConnection connection, IReadOnlyList<CoupledMeeting> meetings, DateTimeOffset now)
    {
        var (author, other) = (meetings[0].Author.Name, meetings[0].Motion.Agent.Name);
        MessageRows.Notify(connection, author, MeetingWords.ToAuthor(meetings, now), now);
        MessageRows.Notify(connection, other, MeetingWords.ToOther(meetings, now), now);
        var paths = Printable.List([.. meetings.Select(meeting => $"{meeting.Path} and {meeting.OtherPath}")]);
        EventLog.Add(connection, new Happening(now, "impact.meeting", author.ToString(), paths, $"with {other}"));
    }
}
