using Sidecar.Agents;
using Sidecar.Repository;

namespace Sidecar.Watch;

/// <summary>
/// Sees to it that somebody watches the repository. Where somebody does, that is one look at the state; of many callers at
/// once one starts the watcher. Never throws: whoever calls has something better to do.
/// </summary>
/// <param name="state">The opened state.</param>
/// <param name="folders">The repository.</param>
/// <param name="programs">The folder in which the programs lie side by side.</param>
/// <param name="environment">The caller's environment.</param>
/// <param name="time">The clock.</param>
public sealed class WatcherStart(
    SidecarState state, RepositoryFolders folders, string programs, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    /// <summary>Starts the watcher unless one runs, is starting, or is not wanted.</summary>
    public StartAnswer EnsureRunning(RepositorySettings settings)
    {
        try
        {
            return Answer(settings);
        }
        catch (Exception problem) when (problem is SidecarException or IOException or UnauthorizedAccessException)
        {
            var next = problem is SidecarException known ? known.Next : $"see whether {state.Database.Folder} can be written";
            return new StartAnswer.CannotStart(new StartProblem(Printable.OneLine(problem.Message), next));
        }
    }

    /// <summary>Why the watcher is not started by itself here, in words that follow "because"; null where it is.</summary>
    public string? WhyNot(RepositorySettings settings) =>
        !settings.Enabled ? "sidecar.enabled is false"
        : !settings.AutoWatch ? "sidecar.autoWatch is false"
        : state.Database.IsReadOnly ? "the state can only be read here"
        // A build machine has no agents that meet, and does not like processes that stay.
        : environment.GetValueOrDefault("CI") is { Length: > 0 } and not ("false" or "0") ? "CI is set"
        : null;

    private StartAnswer Answer(RepositorySettings settings)
    {
        if (state.Watcher.Read().Running is Liveness.Alive)
            return new StartAnswer.Running();
        if (WhyNot(settings) is { } why)
            return new StartAnswer.NotWanted(why);

        using var file = StartFile.TryTake(state.Database.Folder);
        return file is null ? new StartAnswer.Starting() : AnswerAlone(file);
    }

    // Read again: whoever had the file before may have changed everything.
    private StartAnswer AnswerAlone(StartFile file)
    {
        var report = state.Watcher.Read();
        if (report.Running is Liveness.Alive)
            return new StartAnswer.Running();
        if (report.IsStarting)
            return new StartAnswer.Starting();
        if (report.Problem is { } known)
            return new StartAnswer.CannotStart(known);

        // A process that cannot be looked at: the lock tells. Not asked otherwise, because asking takes it for a moment.
        if (report.Running is Liveness.Unknown && WatcherLock.IsHeld(state.Database.Folder))
            return new StartAnswer.Running();

        var now = time.GetUtcNow();
        var problem = NeverCame(report, now) ?? new WatcherProcess(state.Database.Folder, folders, programs, environment).Start();
        file.Write(new StartAttempt(now, problem));
        return problem is null ? new StartAnswer.Started() : new StartAnswer.CannotStart(problem);
    }

    // What was started a while ago and never told of itself has ended, or hangs.
    private StartProblem? NeverCame(WatcherReport report, DateTimeOffset now)
    {
        if (report is not { Running: Liveness.Dead, Attempt: { Problem: null } attempt }
            || !attempt.IsRemembered(now) || report.HasBegunSince(attempt))
        {
            return null;
        }

        var said = WatcherProcess.LastErrors(state.Database.Folder);
        return new StartProblem(
            said is null ? "It was started, and ended without a word." : $"It was started, and ended: {said}", "sidecar watch");
    }
}
