using LibGit2Sharp;
using Sidecar.LibGit2;
using Sidecar.Repository;
using GitRepository = LibGit2Sharp.Repository;

namespace Sidecar.History;

/// <summary>Chooses what the history is read with.</summary>
internal static class CommitHistories
{
    /// <summary>
    /// What the setting <c>sidecar.historyEngine</c> names; the git command where libgit2 cannot read the repository, which is
    /// then part of <see cref="ICommitHistory.Kind"/>.
    /// </summary>
    /// <param name="git">Git, anywhere in the repository.</param>
    /// <param name="environment">This process's environment: says where libgit2 is looked for.</param>
    /// <param name="engine">The setting.</param>
    public static ICommitHistory Open(GitProcess git, IReadOnlyDictionary<string, string> environment, HistoryEngine engine) =>
        engine is HistoryEngine.LibGit2 ? Open(git, GitLibrary.Load(environment)) : new GitLogHistory(git);

    /// <summary>libgit2 where that is possible, else git.</summary>
    internal static ICommitHistory Open(GitProcess git, GitLibrary library) => Obstacle(git, library) is { } obstacle
        ? new GitLogHistory(git, $"libgit2 is not used: {obstacle}")
        : new LibGit2History(git);

    // What is lacking in a clone libgit2 takes for an error. A format that it does not know it finds out when it looks.
    private static string? Obstacle(GitProcess git, GitLibrary library)
    {
        if (library.Problem is { } problem)
            return problem.TrimEnd('.');
        if (new GitLogHistory(git).Kind() is { Says.Length: > 0 })
            return "it reads whole clones only";

        try
        {
            using var repository = new GitRepository(git.Worktree);
            _ = repository.Head.Tip?.Tree;
            return null;
        }
        catch (LibGit2SharpException unknownFormat)
        {
            return Printable.Short(unknownFormat.Message, 200).TrimEnd('.');
        }
    }
}
