using Sidecar.Status;

namespace Sidecar.Terminal;

/// <summary>Agents at work in different files that belong together, as people see it.</summary>
internal static class MeetingView
{
    private const int Most = 10;

    public static void Show(Screen screen, StatusSnapshot status)
    {
        if (status.Meetings.Count == 0)
            return;

        screen.Gap();
        screen.Line("Belongs together, two at work", Tone.Warning);
        screen.Table(
            [Column.Wide("PATH"), "WHO", Column.Wide("AND"), "WHO", Column.Wide("WHY"), "SINCE"],
            status.Meetings.Take(Most).Select(meeting => (IReadOnlyList<Cell>)
            [
                meeting.Path.ToString(),
                meeting.Agent.Name.ToString(),
                meeting.OtherPath.ToString(),
                meeting.Other.Name.ToString(),
                meeting.Evidence,
                Ages.Ago(meeting.At, status.At),
            ]));
        if (status.Meetings.Count > Most)
            screen.Line($"  and {status.Meetings.Count - Most} more (sidecar status --json has them)", Tone.Faint);
    }
}
