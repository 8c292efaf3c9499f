using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>
/// Every file of each of the latest commits is asked about with what was known before that commit, and the answer is compared
/// with its other files.
/// </summary>
internal sealed record Evaluation(int Commits, int Questions, IReadOnlyList<MethodResult> Results)
{
    /// <summary>How many commits are replayed.</summary>
    public const int Latest = 1000;

    /// <summary>What is done, for whoever wants to compare.</summary>
    public const string Protocol =
        "Protocol: the latest 1,000 non-merge commits of 2 to 20 files, oldest first, everything before them being known. Each file of a\n"
        + "commit, by its name before it, is a question; a guess is a file that is there at that time; right are the other files of the\n"
        + "commit. Means over the files of a commit, then over commits. P@3 is right guesses of three, R@3 is found ones of the others.\n"
        + "A warning is a guess with that score and three common changes or more; counted over all questions. Age counts up to the\n"
        + "commit's own time. All three methods see the same counts: commits of at most 50 files, renames followed.";

    /// <summary>Runs it.</summary>
    /// <param name="commits">The whole history, oldest first.</param>
    /// <param name="latest">How many commits are replayed.</param>
    /// <param name="methods">What is compared.</param>
    public static Evaluation Of(IReadOnlyList<CommitFiles> commits, int latest, IReadOnlyList<Method> methods)
    {
        var scores = methods.Select(_ => new RunningScore()).ToList();
        var (replayed, questions) = (0, 0);
        foreach (var commit in Replay.Latest(commits, latest))
        {
            replayed++;
            questions += commit.Files.Count;
            foreach (var file in commit.Files)
            {
                var related = commit.Before.Related(file, commit.Commit.At, int.MaxValue);
                var others = commit.Files.Where(other => other != file).ToHashSet();
                for (var at = 0; at < methods.Count; at++)
                    scores[at].Count(methods[at].Guesses(commit.Before, related), others, 1.0 / commit.Files.Count);
            }
        }

        return new Evaluation(replayed, questions, [.. scores.Select((score, at) => score.Result(methods[at].Name, replayed))]);
    }

    /// <summary>Runs it for repositories and prints a table for each.</summary>
    public static int Print(IReadOnlyList<string> folders)
    {
        Console.WriteLine(Protocol);
        foreach (var folder in folders)
        {
            var evaluation = Of(KnownHistory.Of(folder).Read(), Latest, Method.All);
            Console.WriteLine($"\n{folder}: {evaluation.Commits} commits, {evaluation.Questions} questions");
            Console.WriteLine($"  {"method",-16}{"hit@1",8}{"hit@3",8}{"P@3",8}{"R@3",8}   {"right from 0.20",-16}right from 0.30");
            foreach (var result in evaluation.Results)
            {
                Console.WriteLine(
                    $"  {result.Name,-16}{result.Hit1,8:0.000}{result.Hit3,8:0.000}{result.P3,8:0.000}{result.R3,8:0.000}   "
                    + $"{result.From20,-16}{result.From30}");
            }
        }

        return 0;
    }
}
