using LibGit2Sharp;
using GitRepository = LibGit2Sharp.Repository;

namespace Sidecar.Watching.Ignoring;

/// <summary>Asks libgit2, in this process: some microseconds for a path that is not ignored.</summary>
/// <remarks>
/// libgit2 throws away an exception that it takes for useless: after "logs/*.log" it forgets "!important.log". What it calls
/// ignored is therefore asked again of git. The other way round is harmless: git status does not tell of ignored files.
/// </remarks>
/// <param name="worktree">The top of the worktree. Opening it throws where libgit2 does not know the repository's format.</param>
/// <param name="git">Has the last word on what is ignored. Disposed of with this.</param>
internal sealed class LibGit2IgnoreRules(string worktree, IIgnoreRules git) : IIgnoreRules
{
    // Guards the repository: libgit2 wants one thread at a time for each.
    private readonly Lock _oneAtATime = new();
    private GitRepository _repository = new(worktree);

    /// <inheritdoc/>
    public string Engine => "libgit2";

    /// <inheritdoc/>
    public bool IsIgnored(string path, bool isDirectory) => MayBeIgnored(path, isDirectory) && git.IsIgnored(path, isDirectory);

    /// <inheritdoc/>
    public void Reload()
    {
        // It sees by itself when an ignore file changed, and never when the configuration names another one.
        lock (_oneAtATime)
        {
            _repository.Dispose();
            _repository = OpenAgain();
        }

        git.Reload();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_oneAtATime)
            _repository.Dispose();
        git.Dispose();
    }

    private bool MayBeIgnored(string path, bool isDirectory)
    {
        // LibGit2Sharp takes a name of blanks for none.
        if (string.IsNullOrWhiteSpace(path))
            return true;

        lock (_oneAtATime)
        {
            // From the top down, as git does: nothing below an ignored folder can be taken back in. Asked for the whole path
            // at once, libgit2 would let a rule for the file win over one for the folder.
            for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            {
                if (IsIgnored(path[..(end + 1)]))
                    return true;
            }

            return IsIgnored(isDirectory ? path + "/" : path);
        }
    }

    private bool IsIgnored(string path)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(path.TrimEnd('/')) && _repository.Ignore.IsPathIgnored(path);
        }
        catch (Exception cannotTell) when (cannotTell is LibGit2SharpException or ObjectDisposedException)
        {
            return true;
        }
    }

    private GitRepository OpenAgain()
    {
        try
        {
            return new GitRepository(worktree);
        }
        catch (LibGit2SharpException gone)
        {
            throw SidecarException.CannotTell(
                $"The repository of '{Printable.Short(worktree, 300)}' cannot be opened again: {Printable.Short(gone.Message, 300)}", "git status");
        }
    }
}
