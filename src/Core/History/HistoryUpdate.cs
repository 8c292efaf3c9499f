using Sidecar.History.Stored;

namespace Sidecar.History;

/// <summary>One bringing up to date of the file: what it has is compared with what is checked out, and the difference is read.</summary>
internal sealed class HistoryUpdate(HistoryStore store, ICommitHistory history, TimeProvider time, IReadOnlyList<string> tips, int most)
{
    /// <summary>The first answers come after so many commits: the newest are worth most.</summary>
    public const int FirstAnswers = 3000;

    // Those who look meanwhile see it grow, and those who write wait for nobody.
    private const int Portion = 2000;

    // The older a commit, the less it counts: a tenth too many or too few is not worth a new beginning.
    private const int SlackShare = 10;

    // Trying out takes longer than following, and what it finds changes slowly.
    private const int CalibrateAfter = 100;

    private readonly IReadOnlyList<string> _tips = [.. tips.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    private readonly HistoryKind _kind = history.Kind();

    private int Slack => most / SlackShare;

    public IndexOutcome Run(CancellationToken cancellationToken)
    {
        var (outcome, standing) = BringUpToDate(store.Read(), cancellationToken);
        if (standing.Calibration is null || standing.SinceCalibration >= CalibrateAfter)
            store.Tell(standing with { Calibration = Backtest.Calibrate(store.Commits()), SinceCalibration = 0 });
        return outcome;
    }

    private (IndexOutcome Outcome, HistoryStanding Standing) BringUpToDate(HistoryStanding standing, CancellationToken cancellationToken)
    {
        // An unborn branch, or one that is damaged: git tells both alike. That all is gone must not be taken from that.
        if (_tips.Count == 0 && standing.Commits > 0)
        {
            throw SidecarException.CannotTell(
                "No commit is checked out in any worktree: the branch has none yet, or cannot be read.", "git status");
        }

        var canFollow = IsComplete(standing) && (standing.Most, standing.Engine, standing.Kind) == (most, history.Engine, _kind);
        if (canFollow && standing.Stage is HistoryStage.Ready && standing.Tips.SequenceEqual(_tips, StringComparer.Ordinal))
            return (IndexOutcome.Current, standing);

        return canFollow && Follow(standing, cancellationToken) is { } followed
            ? (IndexOutcome.Followed, followed)
            : (IndexOutcome.Built, Build(standing, cancellationToken));
    }

    // What was complete before something could not be read is so still, and only has to follow.
    private static bool IsComplete(HistoryStanding standing) =>
        standing.Stage is HistoryStage.Ready || (standing.Stage is HistoryStage.Unreadable && standing.At is not null && standing.Expected is null);

    // Null where it is better to begin anew.
    private HistoryStanding? Follow(HistoryStanding standing, CancellationToken cancellationToken)
    {
        if (Gone(standing) is not { } gone)
            return null;

        var added = Read(_tips, standing.Tips, most / 2 + 1, cancellationToken).ToList();
        var left = standing.Commits - Math.Min(gone.Count, standing.Commits) + added.Count;
        if (added.Count > most / 2 || (!standing.IsWhole && left < most - Slack))
            return null;

        standing = store.Follow(Ready(standing), gone, added, Alive());
        return standing.Commits > most + Slack ? store.ForgetOldest(standing, standing.Commits - most) : standing;
    }

    // Null where a commit that it was built from is no longer there, so that nobody can tell.
    private IReadOnlyList<string>? Gone(HistoryStanding standing)
    {
        try
        {
            return Ids(standing.Tips, _tips);
        }
        catch (SidecarException) when (!standing.Tips.All(history.Has))
        {
            return null;
        }
    }

    private HistoryStanding Build(HistoryStanding standing, CancellationToken cancellationToken)
    {
        using var commits = Read(_tips, [], most, cancellationToken).GetEnumerator();
        var newest = Take(commits, FirstAnswers);
        var isOver = newest.Count < FirstAnswers;
        standing = standing with
        {
            Stage = HistoryStage.Building,
            Tips = _tips,
            Most = most,
            Engine = history.Engine,
            Kind = _kind,
            Detail = "",
            Expected = isOver ? newest.Count : history.Count(new HistoryRange(_tips, []), most),
        };
        standing = store.Restart(isOver ? Ready(standing, newest.Count) : standing, newest, Alive());
        while (!isOver)
        {
            var older = Take(commits, Portion);
            isOver = older.Count < Portion;
            var known = standing.Commits + older.Count;
            standing = store.AddOlder(isOver ? Ready(standing, known) : standing, older);
        }

        return standing;
    }

    private static List<CommitFiles> Take(IEnumerator<CommitFiles> commits, int count)
    {
        var taken = new List<CommitFiles>(count);
        while (taken.Count < count && commits.MoveNext())
            taken.Add(commits.Current);
        return taken;
    }

    private HistoryStanding Ready(HistoryStanding standing, int commits) => Ready(standing) with { IsWhole = commits < most };

    private HistoryStanding Ready(HistoryStanding standing) =>
        standing with { Stage = HistoryStage.Ready, Tips = _tips, Expected = null, Detail = "", At = time.GetUtcNow() };

    // Of no tips git would take those that are checked out.
    private IReadOnlyList<string> Ids(IReadOnlyList<string> range, IReadOnlyList<string> without) =>
        range.Count == 0 ? [] : history.Ids(new HistoryRange(range, without));

    private IEnumerable<CommitFiles> Read(
        IReadOnlyList<string> range, IReadOnlyList<string> without, int atMost, CancellationToken cancellationToken) =>
        range.Count == 0 ? [] : history.Read(new HistoryRange(range, without), atMost, cancellationToken);

    private IReadOnlyList<RepoPath> Alive() => [.. _tips.SelectMany(history.Files).Distinct()];
}
