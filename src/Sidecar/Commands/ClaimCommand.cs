using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Reserves paths: all of them or none.</summary>
internal sealed class ClaimCommand : SidecarCommand
{
    private readonly Argument<string[]> _paths = Inputs.Paths("Files, directories, globs (*, **) or resources (task:login)", isRequired: true);
    private readonly Option<bool> _shared = Inputs.Flag("--shared", "Let others claim the same paths, shared too");
    private readonly Option<string?> _reason = Inputs.Text("--reason", "TEXT", "What it is for; the others see it");
    private readonly Option<TimeSpan?> _ttl = Inputs.Length("--ttl", "How long it lasts without activity (30m)", ClaimRequest.MaxTtl);
    private readonly Option<TimeSpan?> _wait = Inputs.Length("--wait", "Wait in the queue for at most this long (60s)", ClaimRequest.MaxWait);
    private readonly Option<bool> _force = Inputs.Flag("--force", "Claim the whole repository exclusively; for people");

    public ClaimCommand()
        : base("claim", "Reserve paths before changing them")
    {
        Add(_paths);
        Add(_shared);
        Add(_reason);
        Add(_ttl);
        Add(_wait);
        Add(_force);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar claim src/login.cs --reason 'rework the login form'",
        "sidecar claim src/api/ 'docs/**' --ttl 2h",
        "sidecar claim task:login-form --wait 60s",
        "sidecar claim --shared -- -odd-name.txt",
    ];

    public override async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(call, Request(call), cancellationToken);
        switch (answer)
        {
            case ClaimAnswer.Granted(var claims):
                call.Answer(json => WriteGranted(json, claims), screen => ClaimView.ShowGranted(screen, claims, call.Now));
                return ExitCode.Done;
            case ClaimAnswer.Refused(var conflicts, var timedOut):
                var what = timedOut ? "The wait is over; nothing was claimed." : "Nothing was claimed.";
                return Refuse(call, new Refusal(what, conflicts, [], timedOut));
            case ClaimAnswer.Deadlock(var circle, var conflicts):
                var why = $"Nothing was claimed: waiting would never end ({string.Join(" -> ", circle)}).";
                return Refuse(call, new Refusal(why, conflicts, circle));
            default:
                throw new UnreachableException();
        }
    }

    private ClaimRequest Request(Invocation call)
    {
        var reason = call.Value(_reason) ?? "";
        if (reason.Length > ClaimRequest.MaxReasonLength)
        {
            throw SidecarException.Usage(
                $"The reason has {reason.Length} characters; {ClaimRequest.MaxReasonLength} is the most.",
                "say it shorter, and send the rest as a message: sidecar send all TEXT");
        }

        var patterns = call.Workplace.Patterns(call.Value(_paths) ?? []);
        var mode = call.Value(_shared) ? ClaimMode.Shared : ClaimMode.Exclusive;
        return new ClaimRequest(patterns, mode, reason, call.Value(_ttl) ?? call.Workplace.Settings.ClaimTtl);
    }

    private async Task<ClaimAnswer> AskAsync(Invocation call, ClaimRequest request, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var (actor, ignoreCase) = (place.Actor(), place.Settings.IgnoreCase);
        if (call.Value(_wait) is not { } wait)
            return place.State.Claims.TryClaim(actor, request, ignoreCase, call.Value(_force));
        if (call.Value(_force))
            throw SidecarException.Usage("--force and --wait do not go together.", "leave one of them out");

        var answer = place.State.Claims.ClaimAsync(actor, request, wait, ignoreCase, cancellationToken);
        if (!answer.IsCompleted && call.Here.ErrorIsTerminal)
            call.Here.Error.WriteLine($"sidecar: waiting for at most {Duration.Format(wait)} (Ctrl-C gives up)");
        return await answer;
    }

    private int Refuse(Invocation call, Refusal refusal)
    {
        // Behind a circle waiting is of no use; everybody else may queue for the very same paths.
        string[] wait = refusal.Circle.Count == 0 ? [Retry(call)] : [];
        var asks = refusal.Conflicts.Select(conflict => conflict.Held).DistinctBy(held => held.Holder.Id).Select(held => Ask(call, held));
        IReadOnlyList<string> ways = [.. wait, .. asks];
        call.Answer(
            json => WriteRefused(json, refusal, ways, conflict => wait.FirstOrDefault() ?? Ask(call, conflict.Held)),
            screen => ClaimView.ShowRefused(screen, refusal.What, refusal.Conflicts, ways, call.Now));
        return ExitCode.Refused;
    }

    private string Retry(Invocation call)
    {
        var paths = call.Value(_paths) ?? [];
        string[] shared = call.Value(_shared) ? ["--shared"] : [];
        string[] dashes = Array.Exists(paths, path => path.StartsWith('-')) ? ["--"] : [];
        return call.CommandFor(["claim", "--wait", "60s", .. shared, .. dashes, .. paths]);
    }

    private static string Ask(Invocation call, Claim held)
    {
        var path = Printable.Short(held.Pattern.Text, 200);
        return call.CommandFor("send", held.Holder.Name.ToString(), $"Please release {path} when you can: I need it.");
    }

    private static void WriteGranted(Utf8JsonWriter json, IReadOnlyList<Claim> claims)
    {
        json.Items("granted", claims, (item, claim) => item.Claim(claim));
        json.Items<ClaimConflict>("refused", [], (_, _) => { });
    }

    private static void WriteRefused(
        Utf8JsonWriter json, Refusal refusal, IReadOnlyList<string> ways, Func<ClaimConflict, string> next)
    {
        json.Items<Claim>("granted", [], (_, _) => { });
        json.Items("refused", refusal.Conflicts, (item, conflict) =>
        {
            item.Claim(conflict.Held, path: conflict.Wanted.Text);
            item.WriteString("held", conflict.Held.Pattern.Text);
            item.WriteString("next", next(conflict));
        });
        json.WriteBoolean("timed_out", refusal.HasTimedOut);
        json.Texts("deadlock", refusal.Circle.Select(name => name.ToString()));
        json.WriteString("next", ways[0]);
    }

    private sealed record Refusal(
        string What, IReadOnlyList<ClaimConflict> Conflicts, IReadOnlyList<AgentName> Circle, bool HasTimedOut = false);
}
