using System.Diagnostics;
using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>What the index in memory costs, beside the git command that it is made of.</summary>
internal static class HistoryCost
{
    private const int Commits = 10_000;
    private const int New = 10;
    private const int Rounds = 5;
    private const int Answers = 10;

    private static readonly string[] Log =
    [
        "--no-optional-locks", "--no-replace-objects", "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--no-merges", "--raw",
        "-M", "-l1000", "-z", "--no-color", "--no-ext-diff", "--no-relative", "--encoding=UTF-8", "--format=%x00%H%x00%ct%x00%ae",
    ];

    /// <summary>Measures it for repositories.</summary>
    public static int Print(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders)
        {
            var known = KnownHistory.Of(folder);
            Console.WriteLine($"\n{folder}");
            PrintBuild(known, "the newest", known.All, Commits);
            if (Newest(known) is { } range)
                PrintBuild(known, "what is new in a short range", range, int.MaxValue);

            PrintQuestions(known, Commits);
            PrintQuestions(known, int.MaxValue);
        }

        return 0;
    }

    // HEAD is often a merge that brings hundreds; a line of single commits is what an agent adds.
    private static HistoryRange? Newest(KnownHistory known)
    {
        for (var back = 1; back <= New && known.History.Ids(known.All) is [var newest, ..]; back++)
        {
            var before = known.Git.Run(["rev-parse", "--verify", "--quiet", $"{newest}~{back}"]);
            var range = new HistoryRange([newest], [before.Text.TrimEnd('\n')]);
            if (!before.Succeeded || known.History.Count(range) >= New)
                return before.Succeeded ? range : null;
        }

        return null;
    }

    private static void PrintBuild(KnownHistory known, string what, HistoryRange range, int most)
    {
        var (bare, ours, commits) = (new List<double>(), new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            string[] words = [.. Log, $"-n{most}", .. range.Tips, .. range.Without.Select(id => "^" + id), "--"];
            bare.Add(Programs.Time(Programs.Command("git", known.Git.Worktree, ["-c", "safe.directory=*", .. words])));
            var begun = Stopwatch.GetTimestamp();
            commits = Build(known, range, most).Commits;
            ours.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Console.WriteLine(
            $"  {what,-30}{commits,6} commits: bare git {bare.Median(),7:0} ms, with the index {ours.Median(),7:0} ms, "
            + $"ratio {ours.Median() / bare.Median():0.00}");
    }

    private static void PrintQuestions(KnownHistory known, int most)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = Build(known, known.All, most);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var files = known.History.Files(known.Head);
        var now = TimeProvider.System.GetUtcNow();
        var times = new List<double>(files.Count);
        foreach (var file in files.Take(100).Concat(files))
        {
            var begun = Stopwatch.GetTimestamp();
            _ = index.Related(file, now, Answers);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Console.WriteLine($"  {index.Commits,6} commits, {files.Count} files: {bytes / 1e6:0.0} MB; a question {times.Skip(100).ToList().Spread()}");
    }

    private static CoChangeIndex Build(KnownHistory known, HistoryRange range, int most)
    {
        var commits = known.History.Read(range, most, CancellationToken.None).ToList();
        var index = new CoChangeIndex();
        for (var at = commits.Count - 1; at >= 0; at--)
            index.Add(commits[at]);

        index.SetAlive(known.History.Files(known.Head));
        return index;
    }
}
