using LibGit2Sharp;
using Sidecar.LibGit2;
using Sidecar.Repository;

namespace Sidecar.Watching.Ignoring;

/// <summary>
/// What is not watched in one worktree: what git ignores, unless it is tracked, and what sidecar.exclude names, tracked or not.
/// May be asked from several threads.
/// </summary>
internal sealed class LeftOut : IDisposable
{
    private readonly GitProcess _git;
    private readonly IIgnoreRules _rules;
    private readonly IReadOnlyList<string> _problems;
    private volatile ExcludeGlobs _globs;
    private volatile TrackedIgnored _tracked;

    private LeftOut(GitProcess git, IIgnoreRules rules, ExcludeGlobs globs, IReadOnlyList<string> problems)
    {
        _git = git;
        _rules = rules;
        _globs = globs;
        _problems = problems;
        _tracked = TrackedIgnored.Read(git);
    }

    /// <summary>Opens the rules of a worktree: through libgit2 where that can read the repository, else through git.</summary>
    /// <param name="git">Must run at the top of the worktree.</param>
    /// <param name="library">Whether there is a libgit2.</param>
    /// <param name="settings">The settings that count in this worktree.</param>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static LeftOut Open(GitProcess git, GitLibrary library, RepositorySettings settings)
    {
        var problems = new List<string>();
        var rules = Rules(git, library, problems);
        try
        {
            return new LeftOut(git, rules, new ExcludeGlobs(settings.Exclude, settings.IgnoreCase), problems);
        }
        catch
        {
            rules.Dispose();
            throw;
        }
    }

    /// <summary>Who answers for git's rules: "libgit2" or "git".</summary>
    public string Engine => _rules.Engine;

    /// <summary>What is not as it should be, in sentences: globs that are no good, and why libgit2 is not in use.</summary>
    public IReadOnlyList<string> Problems => [.. _problems, .. _globs.Problems];

    /// <summary>Whether a folder need not be looked into: nothing in it is watched.</summary>
    /// <param name="path">From the top of the worktree, '/'-separated; "" is the top, which is never left out.</param>
    public bool IsFolder(string path) =>
        path.Length > 0 && (_globs.Excludes(path) || (!_tracked.HasBelow(path) && _rules.IsIgnored(path, isDirectory: true)));

    /// <summary>Whether a file is not watched.</summary>
    /// <param name="path">From the top of the worktree, '/'-separated.</param>
    public bool IsFile(string path) =>
        _globs.Excludes(path) || (!_tracked.Has(path) && _rules.IsIgnored(path, isDirectory: false));

    /// <summary>To be called when the index changed: one start of git. True if other files are watched from now on.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public bool ReloadTracked()
    {
        var before = _tracked;
        _tracked = TrackedIgnored.Read(_git);
        return !_tracked.IsSame(before);
    }

    /// <summary>As <see cref="ReloadRules"/>, where settings may have changed too.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public void Reload(RepositorySettings settings)
    {
        _globs = new ExcludeGlobs(settings.Exclude, settings.IgnoreCase);
        ReloadRules();
    }

    /// <summary>To be called when an ignore file or git's configuration changed.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public void ReloadRules()
    {
        _rules.Reload();
        ReloadTracked();
    }

    /// <inheritdoc/>
    public void Dispose() => _rules.Dispose();

    private static IIgnoreRules Rules(GitProcess git, GitLibrary library, List<string> problems)
    {
        var byGit = new GitIgnoreRules(git);
        if (library.Problem is not null)
        {
            problems.Add(library.Problem);
            return byGit;
        }

        try
        {
            return new LibGit2IgnoreRules(git.Worktree, byGit);
        }
        catch (LibGit2SharpException unknownFormat)
        {
            problems.Add(
                $"libgit2 {library.Version} cannot open this repository, so git is started instead, which is slower: "
                + Printable.Short(unknownFormat.Message, 300));
            return byGit;
        }
    }
}
