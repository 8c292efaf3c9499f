using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Guard;
using Sidecar.Operations;
using Sidecar.Work;

namespace Sidecar.Hooks;

/// <summary>What the guard knows of one file, in a line: who, what, since when, and what that is known from.</summary>
internal static class Receipts
{
    private const int MaxText = 200;

    public static string Of(GuardFinding finding, DateTimeOffset now)
    {
        var claim = finding.Claim;
        if (claim.Work is { } work)
            return $"{Party(claim.Holder, claim.Live)} wrote it {Ago(work.At, now)}, not committed yet (evidence: {Words.Of(work.Evidence)})";

        var pattern = claim.Pattern.Text == finding.Path.ToString() ? "it" : Printable.Short(claim.Pattern.Text, MaxText);
        var reason = claim.Reason.Length == 0 ? "" : $": {GuardText.Quoted(claim.Reason)}";
        return $"{Party(claim.Holder, claim.Live)} claimed {pattern} {Ago(claim.Since, now)}, until {Clock(claim.Expires, now)}{reason}";
    }

    public static string Of(RevertFinding finding, DateTimeOffset now) =>
        $"becomes what it was before {CommitStore.Short(finding.Undone.Id)} by {Printable.Short(finding.Undone.Who, MaxText)}, {Ago(finding.Undone.At, now)}";

    public static string Of(UncommittedWork doubt, DateTimeOffset now)
    {
        var known = $"(evidence: {Words.Of(doubt.Evidence)})";
        return doubt.Author switch
        {
            null => $"was changed {Ago(doubt.At, now)}, nobody can tell by whom {known}",
            { IsHuman: true } => $"a person wrote it {Ago(doubt.At, now)}, not committed yet {known}",
            { } author when doubt.IsHeld => $"{author.Name} was the only one at work when it was written {Ago(doubt.At, now)}; if it was you, go on {known}",
            var gone => $"{gone.Name} wrote it {Ago(doubt.At, now)}, not committed, and is gone {known}",
        };
    }

    private static string Party(Agent holder, Liveness live)
    {
        if (holder.IsHuman)
            return "a human";

        return $"{holder.Name} ({Printable.Short(holder.Client, 40)}, {(live is Liveness.Alive ? "alive" : "perhaps alive")})";
    }

    private static string Ago(DateTimeOffset at, DateTimeOffset now) => $"{Duration.Approximate(now - at)} ago";

    private static string Clock(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.Date == now.UtcDateTime.Date
        ? $"{at.UtcDateTime:HH:mm} UTC"
        : $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
