using Sidecar.Forecasts;
using Sidecar.Impact.Meetings;
using Sidecar.Operations;
using Sidecar.Status;
using Sidecar.Work;

namespace Sidecar.Mcp.Tools;

/// <summary>Who writes what, who meets whom, and what was done to others' work, in short text.</summary>
internal static class WorkLists
{
    private const int MostGroups = 20;
    private const int MostOverlaps = 10;
    private const int MostMeetings = 10;
    private const int MostConflicts = 10;
    private const int MostOverwrites = 5;

    public static string Of(StatusSnapshot status, string worktree)
    {
        var groups = WorkGroup.Of(status.Work);
        var conflicts = status.Forecasts.SelectMany(forecast => Lines(status, forecast, worktree)).ToList();
        return McpWords.Lines("Being written, not committed", McpWords.First(groups.Select(group => Line(group, status.At, worktree)), MostGroups))
            + McpWords.Lines("Overlaps", McpWords.First(status.Unsettled.Select(overlap => Line(overlap, status.At)), MostOverlaps))
            + McpWords.Lines("Belongs together, two at work", McpWords.First(status.Meetings.Select(meeting => Line(meeting, status.At)), MostMeetings))
            + McpWords.Lines("Would conflict when merged", McpWords.First(conflicts, MostConflicts))
            + McpWords.Lines("Others' work changed lately", status.Overwrites.Take(MostOverwrites).Select(OperationWords.Of));
    }

    private static string Line(WorkGroup group, DateTimeOffset now, string worktree)
    {
        var where = group.Worktree == worktree ? "" : $", in {Printable.Name(group.Worktree)}";
        return $"{WorkWords.Who(group)}: {WorkWords.Files(group)} (evidence: {WorkWords.Evidence(group)}), "
            + $"last {Duration.Approximate(now - group.At)} ago{where}";
    }

    private static string Line(Overlap overlap, DateTimeOffset now)
    {
        var parties = WorkWords.Parties(overlap).Select(party =>
        {
            var where = overlap.IsAcrossWorktrees && party.Worktree.Length > 0 ? $" in {Printable.Name(party.Worktree)}" : "";
            return $"{party.Name} {party.Does}{where}, {Duration.Approximate(now - party.At)} ago";
        });
        return $"{Printable.Name(overlap.Path.ToString())}: {string.Join("; ", parties)}";
    }

    private static string Line(RecordedMeeting meeting, DateTimeOffset now) =>
        $"{Printable.Name(meeting.Path.ToString())} ({meeting.Agent.Name}) and {Printable.Name(meeting.OtherPath.ToString())} "
        + $"({meeting.Other.Name}): {meeting.Evidence}, told {Duration.Approximate(now - meeting.At)} ago";

    // What merges is no news to a model. Of a pair that is not the reader's own both sides have names.
    private static IEnumerable<string> Lines(StatusSnapshot status, Forecast forecast, string worktree)
    {
        if (forecast.Stage is ForecastStage.CannotTell)
            return [ForecastWords.Unknown(forecast, Printable.Name)];

        return forecast.Files.Where(file => file.Conflicts).Select(file =>
            $"{Printable.Name(file.Path.ToString())}: {Side(forecast.Worktree, file, file.Lines)} and {Side(forecast.Other, file, file.OtherLines)}");

        string Side(string side, ForecastFile file, IReadOnlyList<LineRange> lines) => side == worktree
            ? ForecastWords.Mine(lines)
            : ForecastWords.Theirs(status.AgentsAt(side, file.Path), lines, side);
    }
}
