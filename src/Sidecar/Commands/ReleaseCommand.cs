using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Ends one's own claims and announcement, hands the claims on, or (a person) ends somebody else's.</summary>
internal sealed class ReleaseCommand : SidecarCommand
{
    private readonly Argument<string[]> _paths = Inputs.Paths("What to release, as it was claimed", isRequired: false);
    private readonly Option<bool> _all = Inputs.Flag("--all", "Release everything you hold");
    private readonly Option<string?> _to = Inputs.Text("--to", "NAME", "Hand the claims to this live agent");
    private readonly Option<bool> _force = Inputs.Flag("--force", "End anybody's claims on these paths and announcements of them; for people. Who made them is told");

    public ReleaseCommand()
        : base("release", "Let go of claims, and end what was announced")
    {
        Add(_paths);
        Add(_all);
        Add(_to);
        Add(_force);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar release src/login.cs",
        "sidecar release --all",
        "sidecar release src/api/ --to bob",
        "sidecar release src/login.cs --force",
    ];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var texts = call.Value(_paths) ?? [];
        var (all, force) = (call.Value(_all), call.Value(_force));
        CheckUsage(call, texts, all, force);

        var place = call.Workplace;
        var patterns = all ? null : place.Patterns(texts);
        AgentName? to = call.Value(_to) is { } name ? AgentName.Parse(name) : null;
        var actor = place.Actor();
        if (force && place.Agent is not null)
            throw SidecarException.Refused("Only a person can release what others hold.", "ask the holder: sidecar send NAME TEXT");

        var answer = place.State.Claims.Release(actor, patterns, to, force, place.Settings.IgnoreCase, place.IsOutsider);
        call.Answer(json => json.Released(answer), screen => Show(screen, answer, force));
        return Task.FromResult(answer.NotHeld.Count > 0 ? ExitCode.Refused : ExitCode.Done);
    }

    private static void CheckUsage(Invocation call, string[] texts, bool all, bool force)
    {
        if (texts.Length == 0 && !all)
        {
            throw SidecarException.Usage(
                "Nothing was named to release.",
                force ? "name the paths: --force ends other people's claims" : call.CommandFor("release", "--all"));
        }

        if (texts.Length > 0 && all)
            throw SidecarException.Usage("--all and paths do not go together.", "leave one of them out");
        if (all && force)
            throw SidecarException.Usage("--force needs paths: it ends other people's claims.", "name the paths");
    }

    private static void Show(Screen screen, ReleaseAnswer answer, bool force)
    {
        foreach (var claim in answer.Released)
            screen.Line(Line(claim, answer, force));

        if (answer.Announced.Count > 0)
            screen.Line($"No longer announced: {string.Join(", ", answer.Announced.Select(pattern => pattern.Text))}.");
        foreach (var pattern in answer.NotHeld)
            screen.Line($"{pattern.Text} is not yours; nothing was done about it.", Tone.Warning);
        if (answer.Released.Count == 0 && answer.NotHeld.Count == 0 && answer.Announced.Count == 0)
            screen.Line("There was nothing to release.");
        if (answer.WaitingNowServed.Count > 0)
            screen.Line($"Served next: {string.Join(", ", answer.WaitingNowServed)}.");
        if (answer.NotHeld.Count > 0)
            screen.Line("next: sidecar claims");
    }

    private static string Line(Claim claim, ReleaseAnswer answer, bool force)
    {
        var path = claim.Pattern.Text;
        return (claim.Source, answer.To) switch
        {
            (ClaimSource.Observed, { } heir) => $"Your uncommitted changes of {path} are {heir}'s now.",
            (_, { } heir) => $"{path} is {heir}'s now.",
            (ClaimSource.Observed, _) when force => $"released: {claim.Holder.Name}'s uncommitted changes of {path} bar nobody now ({claim.Holder.Name} is told).",
            (ClaimSource.Observed, _) => $"released: your uncommitted changes of {path} bar nobody now.",
            _ when force => $"{path} is released ({claim.Holder.Name} held it, and is told).",
            _ => $"{path} is released.",
        };
    }
}
