using System.Text.Json.Nodes;
using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Mcp.Tools;

/// <summary>The words of a refused claim: who is in the way, and the way out.</summary>
internal static class Refusal
{
    private const int MaxLines = 20;

    public static ToolAnswer Of(ClaimAnswer.Refused refused, DateTimeOffset now)
    {
        var content = Content(refused.Conflicts);
        if (refused.TimedOut)
            content["timed_out"] = true;

        var what = refused.TimedOut ? "Refused: the wait is over and nothing was claimed." : "Refused: nothing was claimed.";
        return Answer(content, what, refused.Conflicts, Next(refused.Conflicts[0]), now);
    }

    public static ToolAnswer Of(ClaimAnswer.Deadlock deadlock, DateTimeOffset now)
    {
        var circle = string.Join(" -> ", deadlock.Circle);
        var content = Content(deadlock.Conflicts);
        content["deadlock"] = McpJson.List(deadlock.Circle.Select(name => name.ToString()));
        return Answer(
            content, $"Refused: waiting would never end, for the agents would wait for each other: {circle}. Nothing was claimed.",
            deadlock.Conflicts, "release what the others wait for (release), or agree with them (send)", now);
    }

    private static JsonObject Content(IReadOnlyList<ClaimConflict> conflicts) => new()
    {
        ["granted"] = new JsonArray(),
        ["refused"] = McpJson.List(conflicts, conflict =>
        {
            var json = McpJson.Of(conflict.Held);
            json["path"] = conflict.Wanted.Text;
            json["held"] = conflict.Held.Pattern.Text;
            json["next"] = Next(conflict);
            return json;
        }),
    };

    private static ToolAnswer Answer(
        JsonObject content, string what, IReadOnlyList<ClaimConflict> conflicts, string next, DateTimeOffset now)
    {
        content["next"] = next;
        var lines = conflicts.Take(MaxLines).Select(conflict => Line(conflict, now));
        var more = conflicts.Count > MaxLines ? $"\n  and {conflicts.Count - MaxLines} more" : "";
        return new ToolAnswer(content, $"{what}{McpWords.Lines("In the way", lines)}{more}\nnext: {next}", IsError: true);
    }

    private static string Line(ClaimConflict conflict, DateTimeOffset now)
    {
        var isSame = conflict.Wanted == conflict.Held.Pattern;
        return (isSame ? "" : McpWords.Path(conflict.Wanted) + " < ") + McpWords.Of(conflict.Held, now);
    }

    private static string Next(ClaimConflict conflict)
    {
        var holder = conflict.Held.Holder.Name;
        return conflict.Held.Source is ClaimSource.Queue
            ? $"{holder} waits for it before you: claim again with wait_seconds=600 to queue, or work on other files"
            : $"claim again with wait_seconds=600 to queue, or ask: send to={holder}, or work on other files";
    }
}
