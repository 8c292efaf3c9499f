using Sidecar.History;

namespace Sidecar.Impact.Meetings;

/// <summary>Meetings in the words that agents and screens get.</summary>
internal static class MeetingWords
{
    private const int MostPairs = 3;

    /// <summary>What the one is told who wrote.</summary>
    public static string ToAuthor(IReadOnlyList<CoupledMeeting> meetings, DateTimeOffset now) =>
        Text(meetings, meetings[0].Motion, meeting => Sentence(
            meeting, meeting.Path, meeting.Motion, meeting.WithWritten, isMineDependent: meeting.DependsOnOther, now));

    /// <summary>What the other one is told.</summary>
    public static string ToOther(IReadOnlyList<CoupledMeeting> meetings, DateTimeOffset now) =>
        Text(meetings, new Motion.Writing(meetings[0].Written), meeting => Sentence(
            meeting, meeting.OtherPath, new Motion.Writing(meeting.Written), meeting.WithOther, isMineDependent: !meeting.DependsOnOther, now));

    /// <summary>Why two files belong together, whoever reads it.</summary>
    public static string Evidence(CoupledMeeting meeting)
    {
        if (meeting.Dependency is { } dependency)
        {
            var who = meeting.DependsOnOther ? meeting.Author.Name : meeting.Motion.Agent.Name;
            return ImpactWords.Depends(who.ToString(), dependency);
        }

        return meeting.WithWritten is { } partner ? Moved(meeting.Path, partner) : Moved(meeting.OtherPath, meeting.WithOther!);
    }

    private static string Text(IReadOnlyList<CoupledMeeting> meetings, Motion theirs, Func<CoupledMeeting, string> sentence)
    {
        var more = meetings.Count > MostPairs ? $"; and {Words.Count(meetings.Count - MostPairs, "more pair", "more pairs")} of files" : "";
        return $"{string.Join("; ", meetings.Take(MostPairs).Select(sentence))}{more}. Agree before either of you commits. "
            + $"next: send to={theirs.Agent.Name}";
    }

    private static string Sentence(
        CoupledMeeting meeting, RepoPath mine, Motion theirs, RelatedFile? partner, bool isMineDependent, DateTimeOffset now)
    {
        if (meeting.Dependency is { } dependency)
            return $"{ImpactWords.Depends(isMineDependent ? "you" : theirs.Agent.Name.ToString(), dependency)}; {ImpactWords.Of(theirs, now)}";

        // Where this direction is too weak to be on the list, the other one says it.
        return partner is not null
            ? ImpactWords.Moves(mine.ToString(), partner, theirs, now)
            : $"{Moved(meeting.WithWritten is null ? meeting.OtherPath : meeting.Path, meeting.WithWritten ?? meeting.WithOther!)}; {ImpactWords.Of(theirs, now)}";
    }

    private static string Moved(RepoPath file, RelatedFile partner) =>
        $"{Printable.OneLine(partner.Path.ToString())} moved with {Printable.OneLine(file.ToString())} in {partner.Together} of its last "
        + Words.Count(partner.Changes, "change");
}
