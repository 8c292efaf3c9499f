using Sidecar.Claims;
using Sidecar.Json;

namespace Sidecar.Mcp.Tools;

/// <summary>The words of a refused claim: who is in the way, and the way out.</summary>
internal static class Refusal
{
    private const int MaxLines = 20;

    public static ToolAnswer Of(ClaimAnswer.Refused refused, DateTimeOffset now)
    {
        var what = refused.TimedOut ? "Refused: the wait is over and nothing was claimed." : "Refused: nothing was claimed.";
        return Answer(refused, what, refused.Conflicts, Next(refused.Conflicts[0]), now);
    }

    public static ToolAnswer Of(ClaimAnswer.Deadlock deadlock, DateTimeOffset now)
    {
        var circle = string.Join(" -> ", deadlock.Circle);
        return Answer(
            deadlock, $"Refused: waiting would never end, for the agents would wait for each other: {circle}. Nothing was claimed.",
            deadlock.Conflicts, "release what the others wait for (release), or agree with them (send)", now);
    }

    /// <summary>What to do about one who stands in the way.</summary>
    public static string Next(ClaimConflict conflict)
    {
        var holder = conflict.Held.Holder.Name;
        return conflict.Held.Source is ClaimSource.Queue
            ? $"{holder} waits for it before you: claim again with wait_seconds=600 to queue, or work on other files"
            : $"claim again with wait_seconds=600 to queue, or ask: send to={holder}, or work on other files";
    }

    private static ToolAnswer Answer(
        ClaimAnswer answer, string what, IReadOnlyList<ClaimConflict> conflicts, string next, DateTimeOffset now)
    {
        var lines = conflicts.Take(MaxLines).Select(conflict => Line(conflict, now));
        var more = conflicts.Count > MaxLines ? $"\n  and {conflicts.Count - MaxLines} more" : "";
        return new ToolAnswer(
            McpJson.Of(json => json.Refused(answer, Next, next)),
            $"{what}{McpWords.Lines("In the way", lines)}{more}\nnext: {next}",
            IsError: true);
    }

    private static string Line(ClaimConflict conflict, DateTimeOffset now)
    {
        var isSame = conflict.Wanted == conflict.Held.Pattern;
        return (isSame ? "" : McpWords.Path(conflict.Wanted) + " < ") + McpWords.Of(conflict.Held, now);
    }
}
