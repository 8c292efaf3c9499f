using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>
/// Real history split into two imaginary agents: one makes a commit, the other one the next commit, which is by somebody else. What would
/// have been said to them is compared with what happened to those files afterwards.
/// </summary>
internal sealed class TwoAgents
{
    /// <summary>How many of the latest commits are replayed.</summary>
    public const int Latest = 10_000;

    /// <summary>What is done, and what is called right.</summary>
    public const string Protocol =
        "Replay: each of the latest 10,000 non-merge commits of 2 to 20 files, and the next such commit by another author, if it came within a\n"
        + "day, are taken for the work of two agents at the same time. Files that are in both are left out: that is an overlap, told as\n"
        + "such. Said is, once for a file of the one and a file of the other: the score, either way, from the threshold on, and three common\n"
        + "changes or more, all by what was known before both commits. The threshold is 0.30, or what this repository is calibrated to if\n"
        + "that is higher. Right: within the next 14 days and 200 commits one commit changes both files, or one of the two authors changes\n"
        + "the file of the other. Beside it: what would be said from 0.20 on, and how often the same comes true of the pairs of those commits\n"
        + "that nothing is said of, and of a file of the one and a file drawn from those that were changed in the 200 commits before.";

    private static readonly TimeSpan SameTime = TimeSpan.FromDays(1);

    private const int CommitsBefore = 200;

    private readonly IReadOnlyList<CommitFiles> _commits;
    private readonly Random _chance = new(1);

    private TwoAgents(IReadOnlyList<CommitFiles> commits) => _commits = commits;

    /// <summary>From which score on something is said.</summary>
    public double Threshold { get; private init; }

    /// <summary>How many times two agents worked at once.</summary>
    public int Meetings { get; private set; }

    /// <summary>In how many of these something was said.</summary>
    public int Spoken { get; private set; }

    /// <summary>What was said.</summary>
    public Warned Said { get; private set; }

    /// <summary>What would be said by the weaker threshold.</summary>
    public Warned SaidFrom20 { get; private set; }

    /// <summary>The pairs of the same commits that nothing was said of.</summary>
    public Warned Unsaid { get; private set; }

    /// <summary>Pairs by chance.</summary>
    public Warned Chance { get; private set; }

    /// <summary>Runs it.</summary>
    /// <param name="commits">The whole history, oldest first.</param>
    /// <param name="latest">How many commits are replayed.</param>
    public static TwoAgents Replayed(IReadOnlyList<CommitFiles> commits, int latest)
    {
        var threshold = Math.Max(CoChangeScore.StrongFrom, Backtest.Calibrate(commits).Threshold);
        var agents = new TwoAgents(commits) { Threshold = threshold };
        agents.Run(latest);
        return agents;
    }

    /// <summary>Runs it for repositories and prints what came of it.</summary>
    public static int Print(IReadOnlyList<string> folders)
    {
        Console.WriteLine(Protocol);
        foreach (var folder in folders)
        {
            var agents = Replayed(KnownHistory.Of(folder).Read(), Latest);
            var per100 = 100.0 / Math.Max(1, agents.Meetings);
            Console.WriteLine($"\n{folder}: {agents.Meetings} times two agents at once");
            Console.WriteLine(
                $"  said, from {agents.Threshold:0.00}   {agents.Said}; {agents.Said.All * per100:0.0} per 100, "
                + $"in {agents.Spoken * per100:0.0} of them");
            Console.WriteLine($"  from 0.20         {agents.SaidFrom20}; {agents.SaidFrom20.All * per100:0.0} per 100");
            Console.WriteLine($"  their other pairs {agents.Unsaid}");
            Console.WriteLine($"  pairs by chance   {agents.Chance}");
        }

        return 0;
    }

    private void Run(int latest)
    {
        var at = 0;
        foreach (var replayed in Replay.Latest(_commits, latest))
        {
            while (!ReferenceEquals(_commits[at], replayed.Commit))
                at++;
            if (NextByAnother(at) is { } next)
                Meet(replayed, at, next);
        }
    }

    private int? NextByAnother(int at)
    {
        for (var next = at + 1; next < _commits.Count && _commits[next].At - _commits[at].At <= SameTime; next++)
        {
            if (_commits[next].Author != _commits[at].Author && Replay.IsPieceOfWork(_commits[next]))
                return next;
        }

        return null;
    }

    private void Meet(ReplayedCommit first, int at, int next)
    {
        var second = new ReplayedCommit(first.Before, _commits[next]);
        var both = first.Files.Intersect(second.Files).ToHashSet();
        var aftermath = Aftermath.Of(_commits, next);
        var nearby = _commits.Skip(Math.Max(0, at - CommitsBefore)).Take(Math.Min(at, CommitsBefore)).SelectMany(commit => commit.Files).ToList();
        var said = Said.All;
        foreach (var file in first.Files.Where(file => !both.Contains(file)))
        {
            foreach (var other in second.Files.Where(other => !both.Contains(other)))
            {
                var isRight = IsRight(other);
                Count(Strength(first.Before, file, other, first.Commit.At), isRight);
            }

            if (nearby.Count > 0 && nearby[_chance.Next(nearby.Count)].Path is var drawn && drawn != file)
                Chance = Chance.With(IsRight(drawn));

            bool IsRight(RepoPath other) => aftermath.Joined(file, first.Commit.Author, other, second.Commit.Author);
        }

        Meetings++;
        Spoken += Said.All > said ? 1 : 0;
    }

    private void Count(double strength, bool isRight)
    {
        if (strength >= Threshold)
            Said = Said.With(isRight);
        else
            Unsaid = Unsaid.With(isRight);

        if (strength >= CoChangeScore.WarnFrom)
            SaidFrom20 = SaidFrom20.With(isRight);
    }

    private static double Strength(CoChangeIndex index, RepoPath file, RepoPath other, DateTimeOffset now) =>
        Math.Max(Strength(index.Between(file, other, now)), Strength(index.Between(other, file, now)));

    private static double Strength(RelatedFile? pair) => pair is { Together: >= CoChangeScore.MinSupport } ? pair.Score : 0;
}
