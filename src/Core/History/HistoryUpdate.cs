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

    private readonly IReadOnlyList<string> _tips = [.. tips.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    private readonly HistoryKind _kind = history.Kind();

    private int Slack => most / SlackShare;

    public IndexOutcome Run(CancellationToken cancellationToken)
    {
        var standing = store.Read();
        var canFollow = standing.Stage is HistoryStage.Ready
            && (standing.Most, standing.Engine, standing.Kind) == (most, history.Engine, _kind);
        if (canFollow && standing.Tips.SequenceEqual(_tips, StringComparer.Ordinal))
            return IndexOutcome.Current;

        if (canFollow && TryFollow(standing, cancellationToken))
            return IndexOutcome.Followed;

        Build(standing, cancellationToken);
        return IndexOutcome.Built;
    }

    // False where it is better to begin anew.
    private bool TryFollow(HistoryStanding standing, CancellationToken cancellationToken)
    {
        if (!standing.Tips.All(history.Has))
            return false;

        var gone = Ids(standing.Tips, _tips);
        var added = Read(_tips, standing.Tips, most / 2 + 1, cancellationToken).ToList();
        var left = standing.Commits - Math.Min(gone.Count, standing.Commits) + added.Count;
        if (added.Count > most / 2 || (!standing.IsWhole && left < most - Slack))
            return false;

        standing = store.Follow(Ready(standing), gone, added, Alive());
        if (standing.Commits > most + Slack)
            store.ForgetOldest(standing, standing.Commits - most);
        return true;
    }

    private void Build(HistoryStanding standing, CancellationToken cancellationToken)
    {
        using var commits = Read(_tips, [], most, cancellationToken).GetEnumerator();
        var newest = Take(commits, FirstAnswers);
        standing = standing with
        {
            Stage = HistoryStage.Building,
            Tips = _tips,
            Most = most,
            Engine = history.Engine,
            Kind = _kind,
            Detail = "",
            Expected = newest.Count < FirstAnswers ? newest.Count : history.Count(new HistoryRange(_tips, []), most),
        };
        var isOver = newest.Count < FirstAnswers;
        standing = store.Restart(isOver ? Ready(standing, newest.Count) : standing, newest, Alive());
        while (!isOver)
        {
            var older = Take(commits, Portion);
            isOver = older.Count < Portion;
            var known = standing.Commits + older.Count;
            standing = store.AddOlder(isOver ? Ready(standing, known) : standing, older);
        }
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
