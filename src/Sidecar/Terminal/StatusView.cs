using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.History;
using Sidecar.Setup;
using Sidecar.Status;
using Sidecar.Watch;

namespace Sidecar.Terminal;

/// <summary>The status as one screen.</summary>
internal static class StatusView
{
    private const int MostEnded = 5;

    public static void Show(Screen screen, StatusSnapshot status, CommitGuard guard, IReadOnlyList<string> problems, string worktree, int orphaned)
    {
        AgentView.ShowPresent(screen, status.Agents, status.At, worktree);
        ShowClaims(screen, status);
        ImpactView.ShowAnnouncements(screen, status);
        WorkView.ShowWork(screen, status, worktree);
        WorkView.ShowOverlaps(screen, status, worktree);
        MeetingView.Show(screen, status);
        ForecastView.Show(screen, status, worktree);
        WorkView.ShowOverwrites(screen, status);
        ConsultationView.ShowCurrent(screen, status);
        ShowWaiting(screen, status);
        ShowEnded(screen, status);
        AgentView.ShowGone(screen, status.Gone, status.At);
        ShowRest(screen, status, guard, problems, orphaned);
    }

    private static void ShowClaims(Screen screen, StatusSnapshot status)
    {
        var claims = status.AskedFor.ToList();
        screen.Gap();
        if (claims.Count == 0)
        {
            screen.Line("Nothing is claimed. To reserve a file: sidecar claim PATH");
            return;
        }

        screen.Heading(Words.Count(claims.Count, "claim"));
        ClaimView.ShowTable(screen, claims, status.At);
    }

    private static void ShowWaiting(Screen screen, StatusSnapshot status)
    {
        if (status.Waiting.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Waiting");
        screen.Table(
            ["WHO", Column.Wide("FOR"), "MODE", Column.Wide("REASON"), "SINCE", "GIVES UP"],
            status.Waiting.Select(waiting => (IReadOnlyList<Cell>)
            [
                waiting.Agent.Name.ToString(),
                string.Join(' ', waiting.Patterns.Select(pattern => pattern.Text)),
                Words.Of(waiting.Mode),
                waiting.Reason,
                Ages.Ago(waiting.Since, status.At),
                Ages.In(waiting.Deadline, status.At),
            ]));
    }

    private static void ShowEnded(Screen screen, StatusSnapshot status)
    {
        if (status.Ended.Count == 0)
            return;

        screen.Gap();
        screen.Heading("Claims that ended in the last hour");
        screen.Table(
            [Column.Wide("PATH"), "HOLDER", "WHEN", Column.Wide("WHY")],
            status.Ended.Take(MostEnded).Select(ended => (IReadOnlyList<Cell>)
            [
                ended.Pattern.Text,
                ended.Holder.ToString(),
                Ages.Ago(ended.EndedAt, status.At),
                ended.Why,
            ]));
        if (status.Ended.Count > MostEnded)
            screen.Line($"  and {status.Ended.Count - MostEnded} more (sidecar status --json has them)", Tone.Faint);
    }

    private static void ShowRest(Screen screen, StatusSnapshot status, CommitGuard guard, IReadOnlyList<string> problems, int orphaned)
    {
        screen.Gap();
        if (status.Unread > 0)
            screen.Line($"{Words.Count(status.Unread, "unread message")} for you: sidecar inbox", Tone.Warning);
        if (orphaned > 0)
            screen.Line($"{Words.Count(orphaned, "message waits", "messages wait")} for agents that are gone: sidecar orphans", Tone.Warning);
        if (problems.Count > 0)
            screen.Line($"Settings: {string.Join(" ", problems)}", Tone.Warning);
        ShowWatcher(screen, status.Watcher);
        screen.Line($"History: {HistoryWords.Summary(status.History, status.At)}", RelatedView.ToneOf(status.History));
        ShowGuard(screen, guard);
    }

    private static void ShowWatcher(Screen screen, WatcherReport watcher)
    {
        var tone = watcher.Running is Liveness.Alive ? Tone.Good : watcher.Problem is null ? Tone.Plain : Tone.Bad;
        var next = WatcherWords.Next(watcher) is { } command ? $". next: {command}" : "";
        screen.Line($"Watcher: {WatcherWords.Summary(watcher).TrimEnd('.')}{next}", tone);
        foreach (var trouble in WatcherWords.Troubles(watcher))
            screen.Line($"  {trouble}", Tone.Warning);
    }

    private static void ShowGuard(Screen screen, CommitGuard guard)
    {
        switch (guard.Standing)
        {
            case GuardStanding.Installed:
                screen.Line($"Commit guard: {guard.Says}", Tone.Good);
                return;
            case GuardStanding.Off:
                screen.Line($"COMMIT GUARD: OFF ({guard.Says})", Tone.Bad);
                return;
            case GuardStanding.TakenOut:
                screen.Line($"Commit guard: {guard.Says}. next: sidecar init, or sidecar uninstall --purge", Tone.Warning);
                return;
            default:
                screen.Line($"COMMIT GUARD: NOT WORKING. {guard.Says}", Tone.Bad);
                screen.Line("next: sidecar init");
                return;
        }
    }
}
