using System.Diagnostics;
using ModelContextProtocol.Protocol;
using Sidecar.Claims;
using Sidecar.Json;

namespace Sidecar.Mcp.Tools;

/// <summary>Reserves paths before they are edited.</summary>
internal sealed class ClaimTool : SidecarTool
{
    private static readonly int MaxTtlMinutes = (int)ClaimRequest.MaxTtl.TotalMinutes;

    // Room for four bytes per character; the request itself knows how many characters it may have.
    private const int MaxReasonBytes = ClaimRequest.MaxReasonLength * 4;

    public override string Name => "claim";

    protected override string Description =>
        "Reserve paths before editing them: all or none. A refusal names each holder and what to do next. "
        + "Claiming again renews.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "paths":{"type":"array","items":{"type":"string"},"description":"From the repository root: src/a.cs, src/api/ (all below), src/**/*.cs, task:login"},
        "mode":{"type":"string","enum":["exclusive","shared"]},
        "reason":{"type":"string"},
        "ttl_minutes":{"type":"integer","description":"Ends after so long without activity"},
        "wait_seconds":{"type":"integer","description":"Queue for it, up to 3600"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"granted":{"type":"array","items":{"type":"object"}},
        "refused":{"type":"array","items":{"type":"object"}},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var request = Read(call);
        var ignoreCase = call.Seat.Settings.IgnoreCase;
        var answer = call.Wait() is { } wait && wait > TimeSpan.Zero
            ? await call.State.Claims.ClaimAsync(call.Key, request, wait, ignoreCase, cancellationToken)
            : call.State.Claims.TryClaim(call.Key, request, ignoreCase);
        return answer switch
        {
            ClaimAnswer.Granted granted => Granted(granted.Claims),
            ClaimAnswer.Refused refused => Refusal.Of(refused, call.Now),
            ClaimAnswer.Deadlock deadlock => Refusal.Of(deadlock, call.Now),
            _ => throw new UnreachableException(),
        };
    }

    private static ClaimRequest Read(ToolCall call)
    {
        var given = call.Arguments;
        var paths = given.RequiredTexts("paths", ClaimPattern.MaxPerCall, ClaimPattern.MaxBytes);
        var mode = given.Text("mode", 32) switch
        {
            null or "exclusive" => ClaimMode.Exclusive,
            "shared" => ClaimMode.Shared,
            _ => throw given.Wrong("'mode' must be exclusive or shared.", "\"mode\": \"exclusive\""),
        };
        var reason = given.Text("reason", MaxReasonBytes) ?? "";
        var ttl = given.Number("ttl_minutes", 1, MaxTtlMinutes) is { } minutes
            ? TimeSpan.FromMinutes(minutes)
            : call.Seat.Settings.ClaimTtl;
        call.Wait(); // Wrong arguments are told before paths are looked at.
        return new ClaimRequest(call.Seat.Patterns(paths), mode, reason, ttl);
    }

    private static ToolAnswer Granted(IReadOnlyList<Claim> claims)
    {
        var ttl = Duration.Format(claims[0].Ttl);
        var paths = McpWords.Some(claims.Select(claim => McpWords.Path(claim.Pattern)), 20);
        return new ToolAnswer(
            McpJson.Of(json => json.Granted(claims)),
            $"Yours ({Words.Of(claims[0].Mode)}, ends after {ttl} without activity): {paths}. Release when done.");
    }
}
