using Sidecar.History;

namespace Sidecar.Bench.CoChange;

/// <summary>What happened to files after a commit, for a while.</summary>
internal sealed class Aftermath
{
    private const int Commits = 200;
    private static readonly TimeSpan Time = TimeSpan.FromDays(14);

    private readonly List<(string Author, IReadOnlySet<RepoPath> Files)> _commits = [];

    private Aftermath()
    {
    }

    /// <summary>What came after one of the commits.</summary>
    public static Aftermath Of(IReadOnlyList<CommitFiles> commits, int after)
    {
        var aftermath = new Aftermath();
        for (var at = after + 1; at < commits.Count && at <= after + Commits; at++)
        {
            if (commits[at].At - commits[after].At <= Time)
                aftermath._commits.Add((commits[at].Author, commits[at].Files.SelectMany(Names).ToHashSet()));
        }

        return aftermath;
    }

    /// <summary>Whether one commit changed both files, or one of the authors the file of the other.</summary>
    public bool Joined(RepoPath file, string author, RepoPath other, string otherAuthor) => _commits.Any(commit =>
        (commit.Files.Contains(file), commit.Files.Contains(other)) switch
        {
            (true, true) => true,
            (true, false) => commit.Author == otherAuthor,
            (false, true) => commit.Author == author,
            _ => false,
        });

    private static IEnumerable<RepoPath> Names(ChangedFile file) => file.From is { } from ? [from, file.Path] : [file.Path];
}
