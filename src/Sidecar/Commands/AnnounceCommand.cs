using System.CommandLine;
using System.Diagnostics;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Impact;
using Sidecar.Json;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Says what somebody is about to do, claims it, and tells whose work it concerns.</summary>
internal sealed class AnnounceCommand : SidecarCommand
{
    private readonly Argument<string> _intent = new("TEXT") { Description = "What you are about to do" };
    private readonly Option<string[]> _files = Inputs.Several("--files", "PATH", "Files, directories, globs or resources that it is about");
    private readonly Option<string[]> _dependsOn = Inputs.Several("--depends-on", "PATH", "What it depends on; imports in the files are found by themselves");
    private readonly Option<string[]> _symbols = Inputs.Several("--symbols", "NAME", "The functions or types that it is about");
    private readonly Option<string?> _claim = Inputs.Text("--claim", "MODE", "How to claim the files: exclusive (unless said otherwise), shared or none");

    public AnnounceCommand()
        : base("announce", "Say what you are about to do, claim it, and see whose work it concerns")
    {
        Add(_intent);
        Add(_files);
        Add(_dependsOn);
        Add(_symbols);
        Add(_claim);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "sidecar announce 'rework the login form' --files src/login.cs src/form.cs",
        "sidecar announce 'new price rules' --files src/prices/ --depends-on src/tax.cs --claim none",
    ];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var (request, claim) = Read(call);
        var answer = new Announcing(place.State, call.Here.Time).Announce(
            call.Speaker(), request, claim, place.View, place.Settings.ConsultTtl, place.Settings.Talk);
        call.Answer(
            json => json.Announced(
                answer, int.MaxValue, finding => Questions.About(call, finding), conflict => Questions.About(call, conflict.Held),
                thread => NextIn(call, thread, answer)),
            screen => Show(screen, call, answer));
        return Task.FromResult(answer.IsRefused || answer.Impact.Level is ImpactLevel.Conflict ? ExitCode.Refused : ExitCode.Done);
    }

    private (AnnouncementRequest Request, ClaimRequest? Claim) Read(Invocation call)
    {
        var place = call.Workplace;
        ClaimMode? mode = (call.Value(_claim) ?? "exclusive") switch
        {
            "exclusive" => ClaimMode.Exclusive,
            "shared" => ClaimMode.Shared,
            "none" => null,
            var other => throw SidecarException.Usage(
                $"--claim takes exclusive, shared or none, not '{Printable.Short(other, 60)}'.", "leave it out to claim exclusively"),
        };
        var files = call.Value(_files) ?? [];
        if (files.Length == 0)
            throw SidecarException.Usage("No files were named.", "sidecar announce TEXT --files PATH...");

        var dependsOn = call.Value(_dependsOn) ?? [];
        var request = new AnnouncementRequest(
            call.Value(_intent) ?? "", place.Patterns(files), dependsOn.Length == 0 ? [] : place.Patterns(dependsOn), call.Value(_symbols) ?? []);
        request.Check();
        return (request, mode is { } wanted ? new ClaimRequest(request.Files, wanted, request.Intent, place.Settings.ClaimTtl) : null);
    }

    private static string NextIn(Invocation call, Consultation thread, AnnounceAnswer answer) =>
        ConsultNext.For(call, thread, answer.Announcement.Agent.Id)
        + ConsultationWords.AskToo(answer.NotAsked, names => call.CommandToSay(ConsultCalls.CommandToAsk(names)));

    private static void Show(Screen screen, Invocation call, AnnounceAnswer answer)
    {
        screen.Line($"Announced: {answer.Announcement.Intent}{ImpactWords.InPlaceOf(answer.Replaced)}");
        switch (answer.Claimed)
        {
            case null:
                break;
            case ClaimAnswer.Granted(var claims):
                ClaimView.ShowGranted(screen, claims, call.Workplace.Folders.Worktree, call.Now);
                break;
            case ClaimAnswer.Refused(var conflicts, _):
                // Whoever waits for it before is none of the findings, which have commands of their own.
                IReadOnlyList<string> ways = answer.Impact.Findings.Count > 0 || answer.Consultation is not null ? [] : [Questions.About(call, conflicts[0].Held)];
                var free = answer.Free.Count == 0 ? "" : $" Free, but it is all or nothing: {string.Join(", ", answer.Free)}.";
                ClaimView.ShowRefused(screen, $"Nothing was claimed.{free}", conflicts, ways, call.Now);
                break;
            default:
                throw new UnreachableException();
        }

        ImpactView.Show(screen, answer.Impact, finding => Questions.About(call, finding));
        if (answer.Consultation is { } thread)
            ConsultationView.ShowOne(screen, thread, answer.NotAsked, call.Now, NextIn(call, thread, answer));
        if (answer.NotConsulted is { } problem)
            screen.Line($"No consultation could be opened: {problem.Message} {problem.Next}.", Tone.Warning);
    }
}
