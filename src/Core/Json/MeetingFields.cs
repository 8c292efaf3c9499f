using System.Text.Json;
using Sidecar.Impact.Meetings;

namespace Sidecar.Json;

/// <summary>The fields of agents who meet in files that belong together. Names and meanings are in docs/json.md and do not change.</summary>
public static class MeetingFields
{
    /// <summary>A meeting.</summary>
    public static void Meeting(this Utf8JsonWriter json, RecordedMeeting meeting)
    {
        json.WriteString("path", meeting.Path.ToString());
        json.WriteString("agent", meeting.Agent.Name.ToString());
        json.WriteString("other_path", meeting.OtherPath.ToString());
        json.WriteString("other", meeting.Other.Name.ToString());
        json.WriteString("signal", Words.Of(meeting.Signal));
        json.WriteString("evidence", meeting.Evidence);
        json.Time("at", meeting.At);
    }
}
