using System.Collections;
using Sidecar.History;
using Sidecar.Repository;

namespace Sidecar.Bench.CoChange;

/// <summary>A repository whose history is read.</summary>
internal sealed record KnownHistory(GitProcess Git, ICommitHistory History, string Head)
{
    private const int ProgressEvery = 5000;

    /// <summary>Everything that came before HEAD.</summary>
    public HistoryRange All => new([Head], []);

    /// <summary>The repository in a folder, bare or not.</summary>
    public static KnownHistory Of(string folder)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        var git = new GitProcess(Path.GetFullPath(folder), environment);
        var head = git.Run(["rev-parse", "--verify", "HEAD^{commit}"]);
        return head.Succeeded
            ? new KnownHistory(git, new GitLogHistory(git), head.Text.TrimEnd('\n'))
            : throw SidecarException.NotSetUp($"'{folder}' has no commit: {head.Errors.Trim()}", "./bench/run evaluate FOLDER");
    }

    /// <summary>All commits, oldest first; says on standard error how far it is.</summary>
    public List<CommitFiles> Read()
    {
        var commits = new List<CommitFiles>();
        foreach (var commit in History.Read(All, int.MaxValue, CancellationToken.None))
        {
            commits.Add(commit);
            if (commits.Count % ProgressEvery == 0)
                Console.Error.WriteLine($"{Git.Worktree}: {commits.Count} commits read ...");
        }

        commits.Reverse();
        return commits;
    }
}
