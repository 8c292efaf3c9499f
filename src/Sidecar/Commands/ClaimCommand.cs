using System.CommandLine;
using System.Diagnostics;
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
                call.Answer(json => json.Granted(claims), screen => ClaimView.ShowGranted(screen, claims, call.Workplace.Folders.Worktree, call.Now));
                return ExitCode.Done;
            case ClaimAnswer.Refused(var conflicts, var timedOut):
                Refuse(call, answer, timedOut ? "The wait is over; nothing was claimed." : "Nothing was claimed.", conflicts, [call.Value(_force) ? call.CommandFor("claims") : Retry(call)]);
                return ExitCode.Refused;
            case ClaimAnswer.Deadlock(var circle, var conflicts):
                // Behind a circle waiting is of no use; everybody else may queue for the very same paths.
                var why = $"Nothing was claimed: waiting would never end ({string.Join(" -> ", circle)}).";
                Refuse(call, answer, why, conflicts, []);
                return ExitCode.Refused;
            default:
                throw new UnreachableException();
        }
    }

    private ClaimRequest Request(Invocation call)
    {
        var patterns = call.Workplace.Patterns(call.Value(_paths) ?? []);
        var mode = call.Value(_shared) ? ClaimMode.Shared : ClaimMode.Exclusive;
        return new ClaimRequest(patterns, mode, call.Value(_reason) ?? "", call.Value(_ttl) ?? call.Workplace.Settings.ClaimTtl);
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
        if (!answer.IsCompleted)
            call.Here.Error.WriteLine($"sidecar: {InTheWay(call, actor, request)}waiting at most {Duration.Format(wait)} (Ctrl-C gives up)");
        try
        {
            return await answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            call.Here.Error.WriteLine("sidecar: given up; nothing was claimed");
            throw;
        }
    }

    // Of several the first: whoever waits wants to know that it is for somebody, and for whom.
    private static string InTheWay(Invocation call, AgentKey actor, ClaimRequest request)
    {
        var claims = call.Workplace.State.Claims;
        var held = claims.Active().Where(claim => claim.IsInForce(call.Now)).ToList();
        var board = new ClaimBoard(held, claims.Waiting(), call.Workplace.Settings.IgnoreCase);
        if (ClaimRules.Conflicts(actor.Id, request.Patterns, request.Mode, board) is not [var first, ..])
            return "";

        var how = first.Held.Source switch
        {
            ClaimSource.Queue => "awaited",
            ClaimSource.Observed => "being changed",
            _ => "held",
        };
        var reason = first.Held.Reason.Length > 0 ? ": " + Printable.Short(first.Held.Reason, 100) : "";
        return $"{Printable.Short(first.Held.Pattern.Text, 200)} is {how} by {first.Held.Holder.Name}{reason}; ";
    }

    private static void Refuse(
        Invocation call, ClaimAnswer answer, string what, IReadOnlyList<ClaimConflict> conflicts, IReadOnlyList<string> wait)
    {
        var asks = conflicts.Select(conflict => conflict.Held).DistinctBy(held => held.Holder.Id).Select(held => Questions.About(call, held));
        IReadOnlyList<string> ways = [.. wait, .. asks];
        call.Answer(
            json => json.Refused(answer, conflict => wait.Count > 0 ? wait[0] : Questions.About(call, conflict.Held), ways[0]),
            screen => ClaimView.ShowRefused(screen, what, conflicts, ways, call.Now));
    }

    private string Retry(Invocation call)
    {
        var paths = call.Value(_paths) ?? [];
        string[] shared = call.Value(_shared) ? ["--shared"] : [];
        string[] dashes = Array.Exists(paths, path => path.StartsWith('-')) ? ["--"] : [];
        return call.CommandFor(["claim", "--wait", "60s", .. shared, .. dashes, .. paths]);
    }
}
