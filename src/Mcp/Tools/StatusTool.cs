using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Storage;
using Sidecar.Watch;

namespace Sidecar.Mcp.Tools;

/// <summary>Who is here, who holds and writes what, and what ended lately and why.</summary>
internal sealed class StatusTool : SidecarTool
{
    private const int MaxAgents = 100;

    // Of files that are written and of overlaps: thousands of them must not fill the model's context.
    private const int MostFiles = 30;

    private const int MostOverwrites = 5;

    private const int MostAnnounced = 10;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(60);

    public override string Name => "status";

    protected override string Description => "Who is here, who holds and writes what, overlaps, what ended in the last 10 minutes.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "wait_for_agents":{"type":"integer","description":"Wait until so many live agents are here, you included"},
        "wait_seconds":{"type":"integer"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"agents":{"type":"array","items":{"type":"object"}},
        "claims":{"type":"array","items":{"type":"object"}},"announcements":{"type":"array","items":{"type":"object"}},"work":{"type":"array","items":{"type":"object"}},
        "overlaps":{"type":"array","items":{"type":"object"}},"gone":{"type":"array","items":{"type":"object"}},
        "ended":{"type":"array","items":{"type":"object"}},"watcher":{"type":"object"},"index":{"type":"object"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Reads();

    public override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var wanted = call.Arguments.Number("wait_for_agents", 1, MaxAgents);
        var wait = call.Wait();
        if (wait is not null && wanted is null)
            throw call.Arguments.Wrong("'wait_seconds' needs wait_for_agents here.", "\"wait_for_agents\": 2, \"wait_seconds\": 60");

        var isEnough = wanted is null || await WaitAsync(call, wanted.Value, wait ?? UsualWait, cancellationToken);
        return Answer(call.Seat, call.Time, isTimedOut: !isEnough);
    }

    /// <summary>How things stand, as the tool says it.</summary>
    public static ToolAnswer Answer(Seat seat, TimeProvider time, bool isTimedOut = false)
    {
        var read = new StatusQuery(seat.State, time).Read(seat.Agent.Name, Lately, seat.Settings.IgnoreCase);
        var status = read with { Watcher = read.Watcher with { WhyNotStarted = seat.WhyNotWatched } };
        var content = McpJson.Of(json =>
        {
            json.Status(Brief(status), thread => ConsultationLines.Next(thread, seat.Agent.Id));
            if (isTimedOut)
                json.WriteBoolean("timed_out", true);
        });
        var late = isTimedOut ? " The wait is over; not as many agents came." : "";
        var first = $"{Words.Count(status.Agents.Count, "agent")}, {Words.Count(status.AskedFor.Count(), "claim")} at {Words.Of(status.At)}. "
            + $"Watcher: {WatcherWords.Summary(status.Watcher)}.{Unseen(status.Watcher)} "
            + $"History: {HistoryWords.Summary(status.History, status.At)}.{late}";
        return new ToolAnswer(content, first + Lists(status, seat.Agent.Id) + WorkLists.Of(status, seat.Folders.Worktree));
    }

    private static async Task<bool> WaitAsync(ToolCall call, int wanted, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var bell = call.State.Database.Bells.Listen(call.Time);
        var began = call.Time.GetTimestamp();
        while (call.State.Agents.Live().Count < wanted)
        {
            var left = wait - call.Time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return false;

            await bell.WaitAsync(left, cancellationToken);
            call.State.Database.EnsureCurrent();
            call.State.Agents.KeepActive(call.Key);
        }

        return true;
    }

    private static StatusSnapshot Brief(StatusSnapshot status) =>
        status.Shortened(MostFiles) with { Overwrites = [.. status.Overwrites.Take(MostOverwrites)] };

    private static string Unseen(WatcherReport watcher) =>
        watcher.Running is Liveness.Dead && !watcher.IsStarting ? " Writes without a claim are not seen." : "";

    private static string Lists(StatusSnapshot status, long me) =>
        McpWords.Lines("Not everything is seen in", WatcherWords.Troubles(status.Watcher))
        + McpWords.Lines("Agents", status.Agents.Select(entry => Line(entry.Agent, entry.Live, me, status.At)))
        + McpWords.Lines("Claims", status.AskedFor.Select(claim => McpWords.Of(claim, status.At)))
        + McpWords.Lines("Announced", McpWords.First(status.Announcements.Select(announced => Line(announced, status.At)), MostAnnounced))
        + McpWords.Lines("Consultations", McpWords.First(status.Consultations.Select(thread => ConsultationLines.Line(thread, me, status.At).TrimStart()), MostAnnounced))
        + McpWords.Lines("Waiting", status.Waiting.Select(waiting =>
            $"{waiting.Agent.Name} for {string.Join(", ", waiting.Patterns.Take(5).Select(McpWords.Path))}, "
            + $"for {Duration.Approximate(status.At - waiting.Since)}"))
        + McpWords.Lines("Gone lately", status.Gone.Select(agent => $"{agent.Name}: {Printable.OneLine(agent.LeftWhy ?? "")}"))
        + McpWords.Lines("Ended lately", status.Ended.Select(claim =>
            $"{McpWords.Path(claim.Pattern)} - {claim.Holder}: {Printable.OneLine(claim.Why)}"));

    private static string Line(Agent agent, Liveness live, long me, DateTimeOffset now)
    {
        var you = agent.Id == me ? " (you)" : "";
        var role = agent.Role is null ? "" : $", {Printable.Quoted(agent.Role, 60)}";
        var summary = agent.Summary is null ? "" : $": {Printable.Quoted(agent.Summary, 120)}";
        return $"{agent.Name}{you}{McpWords.Liveness(live)}, {Printable.Name(agent.Client)}{role}, "
            + $"{Printable.Name(agent.Worktree)}, active {Duration.Approximate(now - agent.ActiveAt)} ago{summary}";
    }

    private static string Line(Announcement announced, DateTimeOffset now) =>
        $"{announced.Agent.Name}{McpWords.Liveness(announced.Live)}, {Duration.Approximate(now - announced.At)} ago: {ImpactWords.Intent(announced)}, "
        + McpWords.Some(announced.Files.Select(McpWords.Path), 5);
}
