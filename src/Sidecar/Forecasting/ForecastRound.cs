using System.Diagnostics.CodeAnalysis;
using Sidecar.Forecasts;
using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Watching;

namespace Sidecar.Forecasting;

/// <summary>One round over the worktrees in use: reads those that changed, and merges each pair of which one is another now. For one thread.</summary>
/// <param name="state">The shared state.</param>
/// <param name="scratch">Where objects are written.</param>
/// <param name="restless">Which worktrees changed.</param>
/// <param name="library">Whether there is a libgit2.</param>
/// <param name="git">Git, in the repository.</param>
/// <param name="log">What happened.</param>
/// <param name="time">The clock.</param>
internal sealed class ForecastRound(
    SidecarState state, ScratchObjects scratch, RestlessWorktrees restless, Func<GitLibrary> library, GitProcess git, WatchLog log,
    TimeProvider time)
{
    // 45 pairs.
    private const int MostWorktrees = 10;

    private const int MostTold = 100;

    // A full disk, a git that is being updated: what nobody could tell is tried again although nothing changed.
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly Dictionary<string, WorktreeReading> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Worktree, string Other), (WorktreeReading, WorktreeReading)> _tried = [];
    private readonly HashSet<(string, string)> _untold = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Interval _tryAgain = new(TryAgain, time);
    private TrialMerge? _merge;

    /// <summary>Goes round.</summary>
    /// <exception cref="SidecarException">The state cannot be read or written, or there is no place to work in.</exception>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        var inUse = InUse();
        if (inUse.Count < 2)
        {
            Forget();
            state.Forecasts.Keep([]);
            return;
        }

        Prepare(inUse);
        foreach (var worktree in inUse)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(worktree);
        }

        foreach (var pair in ForecastWorktrees.Pairs(inUse.Where(_readings.ContainsKey)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try(pair);
        }

        state.Forecasts.Keep(ForecastWorktrees.Pairs(inUse));
    }

    private IReadOnlyList<string> InUse()
    {
        var watched = state.Watcher.Read().Worktrees;
        if (watched.Count < 2)
            return [];

        var inUse = ForecastWorktrees.InUse(watched.Select(worktree => worktree.Worktree), state.Agents.Live(), state.Work.Open());
        if (inUse.Count > MostWorktrees)
            Tell($"forecasts only between the {MostWorktrees} worktrees used last");
        return [.. inUse.Take(MostWorktrees)];
    }

    private void Prepare(IReadOnlyList<string> inUse)
    {
        try
        {
            if (scratch.Renew())
                Forget();
        }
        catch (SidecarException unusable)
        {
            Forget();
            foreach (var (worktree, other) in ForecastWorktrees.Pairs(inUse))
                state.Forecasts.Replace(CannotTell(worktree, other, unusable.Message));
            throw;
        }

        var there = inUse.ToHashSet(StringComparer.Ordinal);
        var again = _tryAgain.IsOver();
        foreach (var old in _readings.Where(known => !there.Contains(known.Key) || (again && known.Value.State is null)).ToList())
            _readings.Remove(old.Key);
        foreach (var old in _tried.Keys.Where(pair => !there.IsSupersetOf([pair.Worktree, pair.Other]) || (again && _untold.Contains(pair))).ToList())
            _tried.Remove(old);
    }

    private void Forget()
    {
        _readings.Clear();
        _tried.Clear();
    }

    private void Read(string worktree)
    {
        var hasChanged = restless.TryTake(worktree, out var first);
        if (!hasChanged && _readings.ContainsKey(worktree))
            return;

        var reading = Reading(worktree, hasChanged && restless.IsOverdue(first));
        if (reading is null)
            restless.Add(worktree, hasChanged ? first : null);
        else
            _readings[worktree] = reading;
    }

    // Null where git is at work there, which is over in a moment: most often.
    private WorktreeReading? Reading(string worktree, bool isOverdue)
    {
        try
        {
            var folders = RepositoryFolders.Find(worktree, NoVariables);
            return new StateReader(scratch, library(), time).Read(folders) is { } read ? new WorktreeReading(read, "")
                : isOverdue ? WorktreeReading.CannotTell($"git is at work in {worktree}")
                : null;
        }
        catch (SidecarException unknown)
        {
            return WorktreeReading.CannotTell(unknown.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return WorktreeReading.CannotTell($"{worktree} cannot be read: {unreadable.Message}");
        }
    }

    private void Try((string Worktree, string Other) pair)
    {
        var (mine, theirs) = (_readings[pair.Worktree], _readings[pair.Other]);
        if (_tried.TryGetValue(pair, out var tried) && tried == (mine, theirs))
            return;

        var forecast = Merge(pair.Worktree, mine, pair.Other, theirs);
        state.Forecasts.Replace(forecast);
        _tried[pair] = (mine, theirs);
        if (forecast.Stage is ForecastStage.CannotTell)
            _untold.Add(pair);
        else
            _untold.Remove(pair);
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is odd about two worktrees must not cost all others their forecasts.")]
    private Forecast Merge(string worktree, WorktreeReading mine, string other, WorktreeReading theirs)
    {
        if ((mine.State, theirs.State) is not ({ } here, { } there))
            return CannotTell(worktree, other, mine.Problem.Length > 0 ? mine.Problem : theirs.Problem);

        try
        {
            _merge ??= new TrialMerge(scratch, library(), RepositorySettings.Read(git).IgnoreCase);
            var at = time.GetUtcNow();
            var (files, left) = _merge.Run(here, there);
            if (_merge.LibraryProblem is { } problem)
                Tell($"git merges the worktrees instead of libgit2: {problem}");
            return new Forecast(worktree, other, at, ForecastStage.Ready, Sentences(here.LeftOut, there.LeftOut, left), files);
        }
        catch (SidecarException unknown)
        {
            return CannotTell(worktree, other, unknown.Message);
        }
        catch (Exception odd)
        {
            Tell($"merging {worktree} and {other} failed: {odd}");
            return CannotTell(worktree, other, $"it failed: {odd.Message}");
        }
    }

    private Forecast CannotTell(string worktree, string other, string why)
    {
        Tell($"cannot tell what merging {worktree} and {other} would bring: {why}");
        return new Forecast(worktree, other, time.GetUtcNow(), ForecastStage.CannotTell, Printable.Short(why, 500), []);
    }

    private static string Sentences(params string[] texts) => Printable.Short(string.Join(' ', texts.Where(text => text.Length > 0)), 500);

    private void Tell(string text)
    {
        if (_told.Count > MostTold)
            _told.Clear();
        if (_told.Add(text))
            log.Add(text);
    }
}
