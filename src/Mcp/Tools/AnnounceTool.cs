using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Forecasts;
using Sidecar.Impact;
using Sidecar.Json;
using Sidecar.Status;

namespace Sidecar.Mcp.Tools;

/// <summary>Says what the agent is about to do, claims it, and tells whose work it concerns.</summary>
internal sealed class AnnounceTool : SidecarTool
{
    // Room for four bytes per character; the request itself knows how many characters there may be.
    private const int MaxIntentBytes = AnnouncementRequest.MaxIntentLength * 4;
    private const int MaxSymbolBytes = AnnouncementRequest.MaxSymbolLength * 4;

    private const int MostFindings = 30;
    private const int MostShown = 20;

    public override string Name => "announce";

    protected override string Description =>
        "Before a piece of work: say what you will do to which files. Claims them, tells whose work it meets.";

    protected override string InputSchema => """
        {"type":"object","properties":{"intent":{"type":"string"},
        "files":{"type":"array","items":{"type":"string"}},
        "depends_on":{"type":"array","items":{"type":"string"}},
        "symbols":{"type":"array","items":{"type":"string"}},
        "claim":{"type":"string","enum":["exclusive","shared","none"]}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"level":{"type":"string"},"findings":{"type":"array"},"claimed":{"type":"array"},"refused":{"type":"array"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var (request, claim) = Read(call);
        var answer = new Announcing(call.State, call.Time).Announce(
            call.Key, request, claim, call.Seat.View, call.Seat.Settings.ConsultTtl, call.Seat.Settings.Talk);
        return Task.FromResult(new ToolAnswer(
            McpJson.Of(json => json.Announced(answer, MostFindings, finding => finding.Next, conflict => NextFor(conflict, answer), thread => NextIn(thread, answer))),
            Say(answer, call.Now), answer.IsRefused));
    }

    private static (AnnouncementRequest Request, ClaimRequest? Claim) Read(ToolCall call)
    {
        var given = call.Arguments;
        var intent = given.Text("intent", MaxIntentBytes)
            ?? throw given.Wrong("'intent' is missing: what are you about to do?", "\"intent\": \"rework the login form\", \"files\": [\"src/login.cs\"]");
        var files = given.RequiredTexts("files", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes);
        var dependsOn = given.Texts("depends_on", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes) ?? [];
        var symbols = given.Texts("symbols", AnnouncementRequest.MaxSymbols, MaxSymbolBytes) ?? [];
        ClaimMode? mode = given.Text("claim", 32) switch
        {
            null or "exclusive" => ClaimMode.Exclusive,
            "shared" => ClaimMode.Shared,
            "none" => null,
            _ => throw given.Wrong("'claim' must be exclusive, shared or none.", "\"claim\": \"none\""),
        };
        var seat = call.Seat;
        var request = new AnnouncementRequest(
            intent, seat.Patterns(files), dependsOn.Count == 0 ? [] : seat.Patterns(dependsOn), symbols);
        return (request, mode is { } wanted ? new ClaimRequest(request.Files, wanted, intent, seat.Settings.ClaimTtl) : null);
    }

    private static string Say(AnnounceAnswer answer, DateTimeOffset now)
    {
        var impact = answer.Impact;
        var doubt = ReceiptWords.Beside(impact) is { } why ? $", but {why}" : "";
        return $"Announced{ImpactWords.InPlaceOf(answer.Replaced)}. Impact: {Words.Of(impact.Level)}{doubt}. {Claimed(answer)}{FindingLines.Of(impact.Findings)}"
            + McpWords.Lines("Would not merge", McpWords.First(impact.Unattended.Select(ForecastWords.Unattended), MostShown))
            + $"\nLooked at {ReceiptWords.LookedAt(impact)}; {ReceiptWords.Freshness(impact)}.{Agreeing(answer, now)}{Next(answer)}";
    }

    private static string Claimed(AnnounceAnswer answer) => answer.Claimed switch
    {
        ClaimAnswer.Granted granted =>
            $"Yours ({Words.Of(granted.Claims[0].Mode)}): {McpWords.Some(granted.Claims.Select(claim => McpWords.Path(claim.Pattern)), MostShown)}.",
        ClaimAnswer.Refused refused => "Nothing was claimed, do not edit what others hold: "
            + $"{McpWords.Some(refused.Conflicts.Select(conflict => $"{McpWords.Path(conflict.Wanted)} ({conflict.Held.Holder.Name})"), MostShown)}."
            + (answer.Free.Count == 0 ? "" : $" Free, but it is all or nothing: {McpWords.Some(answer.Free.Select(McpWords.Path), MostShown)}."),
        _ => "Nothing was to be claimed.",
    };

    private static string Agreeing(AnnounceAnswer answer, DateTimeOffset now) => answer switch
    {
        { Consultation: { } thread } => "\n" + ConsultationLines.Standing(thread, answer.Announcement.Agent.Id, now)
            + ConsultationWords.LeftOut(answer.NotAsked),
        { NotConsulted: { } problem } => $"\nNo consultation could be opened: {problem.Message} {problem.Next}.",
        _ => "",
    };

    private static string NextIn(Consultation thread, AnnounceAnswer answer) => ConsultationLines.Next(thread, answer.Announcement.Agent.Id)
        + ConsultationWords.AskToo(answer.NotAsked, ConsultCalls.ToolToAsk);

    // Where it is to be agreed who does what, waiting for the claim would be the wrong thing to do.
    private static string NextFor(ClaimConflict conflict, AnnounceAnswer answer) =>
        answer.Consultation is { } thread ? ConsultationLines.Next(thread, answer.Announcement.Agent.Id) : Refusal.Next(conflict);

    private static string Next(AnnounceAnswer answer) => answer switch
    {
        { Consultation: { } thread } => $"\nnext: {NextIn(thread, answer)}",
        { Claimed: ClaimAnswer.Refused refused } => $"\nnext: {Refusal.Next(refused.Conflicts[0])}",
        _ => "",
    };
}
