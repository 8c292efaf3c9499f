using System.Data.Common;
using Sidecar.Agents;
using Sidecar.Storage;
using Sidecar.Touches;

namespace Sidecar.Impact.Meetings;

/// <summary>Meetings as rows, a pair of agents and files in one order. Always inside a caller's transaction.</summary>
internal static class MeetingRows
{
    /// <summary>Whether this pair was told before.</summary>
    public static bool Has(DbConnection db, CoupledMeeting meeting) => db.Number(
        "SELECT count(*) FROM meetings WHERE agent_id = $agent AND other_id = $other AND path = $path AND other_path = $otherPath",
        Key(meeting)) > 0;

    /// <summary>Puts a pair on record; false where it was.</summary>
    public static bool Add(DbConnection db, CoupledMeeting meeting, DateTimeOffset now) => db.Execute(
        """
        INSERT OR IGNORE INTO meetings (agent_id, other_id, path, other_path, signal, at, evidence)
        VALUES ($agent, $other, $path, $otherPath, $signal, $at, $evidence)
        """,
        [.. Key(meeting), ("$signal", Words.Of(meeting.Signal)), ("$at", now.Stored()), ("$evidence", MeetingWords.Evidence(meeting))]) > 0;

    /// <summary>All between these agents, newest first.</summary>
    public static List<RecordedMeeting> Between(DbConnection db, IReadOnlyDictionary<long, Agent> agents) => db.Query(
        "SELECT agent_id, other_id, path, other_path, signal, at, evidence FROM meetings ORDER BY at DESC, path, other_path",
        row => agents.TryGetValue(row.Number("agent_id")!.Value, out var agent) && agents.TryGetValue(row.Number("other_id")!.Value, out var other)
            ? new RecordedMeeting(
                agent, TouchRows.ReadPath(row, "path"), other, TouchRows.ReadPath(row, "other_path"),
                row.Text("signal") == Words.Of(Signal.Dependency) ? Signal.Dependency : Signal.CoChange, row.Time("at"), row.Text("evidence")!)
            : null).OfType<RecordedMeeting>().ToList();

    /// <summary>Forgets those from before a time.</summary>
    public static int Prune(DbConnection db, DateTimeOffset before) =>
        db.Execute("DELETE FROM meetings WHERE at < $before", ("$before", before.Stored()));

    private static (string, object?)[] Key(CoupledMeeting meeting)
    {
        var (author, other) = (meeting.Author.Id, meeting.Motion.Agent.Id);
        var (path, otherPath) = (meeting.Path.ToString(), meeting.OtherPath.ToString());
        return author < other
            ? [("$agent", author), ("$other", other), ("$path", path), ("$otherPath", otherPath)]
            : [("$agent", other), ("$other", author), ("$path", otherPath), ("$otherPath", path)];
    }
}
