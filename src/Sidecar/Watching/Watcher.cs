using Sidecar.Repository;

namespace Sidecar.Watching;

/// <summary>
/// The life of the watcher, for whoever holds its lock: one per repository, for all its worktrees, until it is told to end,
/// nobody is left whom to watch for, or the repository is gone.
/// </summary>
/// <param name="state">The shared state.</param>
/// <param name="folders">The repository.</param>
/// <param name="git">Git, in a folder that stays as long as the repository does.</param>
/// <param name="watches">Opens the watches of the worktrees.</param>
/// <param name="log">What happened.</param>
/// <param name="time">The clock; intervals are measured on the one that is never set.</param>
internal sealed class Watcher(
    SidecarState state, RepositoryFolders folders, GitProcess git, IWorktreeWatches watches, WatchLog log, TimeProvider time)
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadSettings = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepHouse = TimeSpan.FromHours(1);

    private readonly Interval _lookAround = new(LookAround, time);
    private readonly Interval _readSettings = new(ReadSettings, time);
    private readonly Interval _keepHouse = new(KeepHouse, time);
    private readonly long _began = time.GetTimestamp();
    private long _agentsSeen = time.GetTimestamp();
    private string? _problem;

    // Most watchers do not live for an hour.
    private bool _hasKeptHouse;

    /// <summary>Watches.</summary>
    /// <param name="linger">How long it stays where no agent is there; null for ever.</param>
    /// <param name="cancellationToken">Ends it in good order.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(TimeSpan? linger, CancellationToken cancellationToken)
    {
        var why = "it failed";
        state.Watcher.Begin(watches.Source);
        log.Add($"process {state.Self.Pid} began to watch {folders.CommonDirectory} ({watches.Source})");
        try
        {
            await using var roster = new WorktreeRoster(folders, git, watches, state.Watcher, state.Work, log, time);
            why = await WatchAsync(roster, linger, cancellationToken);
            return why;
        }
        finally
        {
            SignOff(why);
        }
    }

    private async Task<string> WatchAsync(WorktreeRoster roster, TimeSpan? linger, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TurnAsync(roster, linger) is { } why)
                return why;

            await Task.Delay(Turn, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return "it was told to end";
    }

    // What goes wrong in one turn may go well in the next: a busy state, a full disk, a git that is being updated.
    private async Task<string?> TurnAsync(WorktreeRoster roster, TimeSpan? linger)
    {
        try
        {
            if (_lookAround.IsOver() && !IsCurrent())
                return "the state is gone";

            var live = state.Agents.Live();
            watches.Attend(live);
            if (live.Count > 0)
                _agentsSeen = time.GetTimestamp();
            if (time.GetElapsedTime(_agentsSeen) >= linger)
                return $"no agent was here for {Duration.Format(linger.Value)}";

            await roster.LookAsync();
            if (!_hasKeptHouse || _keepHouse.IsOver())
                watches.KeepHouse();
            _hasKeptHouse = true;
            if (_readSettings.IsOver() && !RepositorySettings.Read(git).Enabled)
                return "sidecar.enabled is false";
            _problem = null;
        }
        catch (SidecarException problem) when (problem.Message == _problem)
        {
            // It is in the log already.
        }
        catch (SidecarException problem)
        {
            _problem = problem.Message;
            log.Add($"{problem.Message} next: {problem.Next}");
        }

        return null;
    }

    private bool IsCurrent() => state.Database.IsCurrent && Directory.Exists(folders.CommonDirectory);

    private void SignOff(string why)
    {
        log.Add($"process {state.Self.Pid} ended after {Duration.Approximate(time.GetElapsedTime(_began))}: {why}");
        try
        {
            if (state.Database.IsCurrent)
                state.Watcher.End(why);
        }
        catch (SidecarException untold)
        {
            // The others will find the process gone.
            log.Add($"that could not be told: {untold.Message}");
        }
    }
}
