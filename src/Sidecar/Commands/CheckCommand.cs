using System.CommandLine;
using System.Text.Json;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Tells what is known about paths before somebody changes them.</summary>
internal sealed class CheckCommand : SidecarCommand
{
    private readonly Argument<string[]> _paths = Inputs.Paths("Files, directories, globs or resources", isRequired: true);

    public CheckCommand()
        : base("check", "Say who holds these paths; exit code 1 if somebody else does") => Add(_paths);

    public override IReadOnlyList<string> Examples =>
        ["sidecar check src/login.cs", "sidecar check src/api/ 'docs/**' --json", "sidecar check task:login-form"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var patterns = place.Patterns(call.Value(_paths) ?? []);
        var (now, ignoreCase) = (call.Now, place.Settings.IgnoreCase);
        var claims = place.State.Claims.Active();
        var live = place.State.Agents.Present().Count(present => present.Live is not Liveness.Dead);
        var checks = patterns.Select(wanted => PathCheck.Of(wanted, claims, place.IsMe, now, ignoreCase)).ToList();
        var isConflict = checks.Exists(check => check.IsConflict);

        call.Answer(
            json => Write(json, checks, isConflict, claims.Count, live, now),
            screen => Show(screen, call, checks, LookedAt(claims.Count, live)));
        return Task.FromResult(isConflict ? ExitCode.Refused : ExitCode.Done);
    }

    private static string LookedAt(int claims, int live) =>
        $"{Words.Count(claims, "claim")} and {Words.Count(live, "live agent")}, just now";

    private static void Write(
        Utf8JsonWriter json, IReadOnlyList<PathCheck> checks, bool isConflict, int claims, int live, DateTimeOffset now)
    {
        json.WriteString("level", Level(isConflict));
        json.Items("paths", checks, (item, check) =>
        {
            item.WriteString("path", check.Wanted.Text);
            item.WriteString("level", Level(check.IsConflict));
            item.Items("claims", check.All, (field, claim) => field.Claim(claim));
        });
        json.WriteStartObject("looked_at");
        json.Time("at", now);
        json.WriteNumber("claims", claims);
        json.WriteNumber("agents", live);
        json.WriteEndObject();
    }

    private static string Level(bool isConflict) => isConflict ? "conflict" : "clear";

    private static void Show(Screen screen, Invocation call, IReadOnlyList<PathCheck> checks, string lookedAt)
    {
        foreach (var check in checks)
        {
            screen.Line($"{check.Wanted.Text}: {Level(check.IsConflict)}", check.IsConflict ? Tone.Bad : Tone.Good);
            foreach (var claim in check.InTheWay)
                screen.Line("  " + Held(claim, call.Now), Tone.Bad);
            foreach (var claim in check.Shared)
                screen.Line("  " + Held(claim, call.Now));
            foreach (var claim in check.Mine)
                screen.Line($"  you hold {claim.Pattern.Text} ({Words.Of(claim.Mode)}), expires {Ages.In(claim.Expires, call.Now)}");
            foreach (var claim in check.Ineffective)
                screen.Line($"  {claim.Holder.Name} claimed {claim.Pattern.Text}, but is dead: that does not count");
        }

        screen.Line($"Looked at {lookedAt}.", Tone.Faint);
        if (checks.SelectMany(check => check.InTheWay).FirstOrDefault() is { } first)
            screen.Line($"next: {call.CommandFor("send", first.Holder.Name.ToString(), $"When will you be done with {Printable.Short(first.Pattern.Text, 200)}?")}");
    }

    private static string Held(Claim claim, DateTimeOffset now)
    {
        var reason = claim.Reason.Length > 0 ? $": {claim.Reason}" : "";
        var doubt = claim.Live is Liveness.Unknown ? ", cannot tell if alive" : "";
        return $"{claim.Holder.Name} holds {claim.Pattern.Text} ({Words.Of(claim.Mode)}{doubt}) for {Duration.Approximate(now - claim.Since)}, "
            + $"expires {Ages.In(claim.Expires, now)}{reason}";
    }
}
