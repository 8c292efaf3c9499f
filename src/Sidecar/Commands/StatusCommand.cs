using System.Text.Json;
using Sidecar.Json;
using Sidecar.Repository;
using Sidecar.Setup;
using Sidecar.Status;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Shows the whole picture on one screen.</summary>
internal sealed class StatusCommand() : SidecarCommand("status", "Show who is here, who holds and writes what, where that overlaps, and what ended")
{
    public override IReadOnlyList<string> Examples => ["sidecar status", "sidecar -C ../other-worktree status", "sidecar status --json"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var place = call.Workplace;
        var (settings, problems) = Settings(place);
        var snapshot = Snapshot(place, settings);
        var guard = CommitGuard.Look(place.Git, place.Folders, place.StateFolder, settings);
        call.Answer(
            json => Write(json, call, snapshot, guard, problems),
            screen => StatusView.Show(screen, snapshot, guard, problems, place.Folders.Worktree, place.State.Orphans.Count()));
        return Task.FromResult(ExitCode.Done);
    }

    // Where no agent is, there is nobody to watch for, and a look should not start anything.
    private static StatusSnapshot Snapshot(Workplace place, RepositorySettings settings)
    {
        if (place.State.Agents.Live().Count > 0)
            place.Watcher.EnsureRunning(settings);

        place.State.Consultations.Settle();
        var snapshot = place.Snapshot(settings.IgnoreCase);
        return snapshot with { Watcher = snapshot.Watcher with { WhyNotStarted = place.Watcher.WhyNot(settings) } };
    }

    // The rest of the picture is worth showing without them.
    private static (RepositorySettings Settings, IReadOnlyList<string> Problems) Settings(Workplace place)
    {
        try
        {
            return (place.Settings, place.Settings.Problems);
        }
        catch (SidecarException unknown)
        {
            return (new RepositorySettings(), [unknown.Message]);
        }
    }

    private static void Write(Utf8JsonWriter json, Invocation call, StatusSnapshot snapshot, CommitGuard guard, IReadOnlyList<string> problems)
    {
        var me = call.Workplace.Me();
        json.Status(snapshot, thread => ConsultNext.For(call, thread, me));
        json.WriteNumber("unread", snapshot.Unread);
        json.WriteStartObject("commit_guard");
        json.WriteBoolean("installed", guard.IsInstalled);
        json.WriteString("detail", guard.Says);
        json.WriteEndObject();
        json.Texts("problems", problems);
    }
}
