using LibGit2Sharp;
using Sidecar.LibGit2;
using Sidecar.Repository;
using GitRepository = LibGit2Sharp.Repository;

namespace Sidecar.Watching;

/// <summary>Reads what is checked out in one worktree: through libgit2 where that can read the repository, else through git.</summary>
/// <param name="git">Must run at the top of the worktree.</param>
/// <param name="library">Whether there is a libgit2.</param>
internal sealed class Heads(GitProcess git, GitLibrary library)
{
    private const string Branches = "refs/heads/";

    /// <summary>What is checked out now.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public Head Read()
    {
        if (library.Problem is not null)
            return FromGit();

        try
        {
            return FromLibrary();
        }
        catch (LibGit2SharpException)
        {
            return FromGit();
        }
    }

    private Head FromLibrary()
    {
        using var repository = new GitRepository(git.Worktree);
        var head = repository.Refs.Head;
        return new Head(
            head is SymbolicReference ? Name(head.TargetIdentifier) : null,
            head.ResolveToDirectReference()?.TargetIdentifier);
    }

    private Head FromGit()
    {
        using var branch = git.Start(["symbolic-ref", "--quiet", "HEAD"]);
        using var commit = git.Start(["rev-parse", "--quiet", "--verify", "HEAD"]);
        return new Head(Answer(branch.Finish()) is { } name ? Name(name) : null, Answer(commit.Finish()));
    }

    // Code 1 is an answer too: detached, or no commit yet.
    private string? Answer(GitOutput output) => output switch
    {
        { Succeeded: true } => output.Text.TrimEnd('\n'),
        { ExitCode: 1 } => null,
        _ => throw SidecarException.CannotTell(
            $"git could not tell what is checked out in '{Printable.Short(git.Worktree, 300)}': {Printable.Short(output.Errors.Trim(), 300)}",
            "git status"),
    };

    private static string Name(string reference) =>
        reference.StartsWith(Branches, StringComparison.Ordinal) ? reference[Branches.Length..] : reference;
}
