using Sidecar.Repository;

namespace Sidecar.Watching.Ignoring;

/// <summary>The files that git tracks although an ignore rule matches them: for git they are not ignored.</summary>
internal sealed class TrackedIgnored
{
    private readonly HashSet<string> _files;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private TrackedIgnored(IEnumerable<string> files)
    {
        _files = files.ToHashSet(StringComparer.Ordinal);
        foreach (var file in _files)
        {
            // A folder that is known brought those above it along.
            for (var end = file.LastIndexOf('/'); end > 0 && _folders.Add(file[..end]);)
                end = file.LastIndexOf('/', end - 1);
        }
    }

    /// <summary>Asks git for them.</summary>
    /// <exception cref="SidecarException">Git could not tell.</exception>
    public static TrackedIgnored Read(GitProcess git)
    {
        var listed = git.Run(["ls-files", "--cached", "--ignored", "--exclude-standard", "-z"]);
        return listed.Succeeded
            ? new TrackedIgnored(listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            : throw SidecarException.CannotTell(
                $"git could not list the tracked files in '{Printable.Short(git.Worktree, 300)}': {Printable.Short(listed.Errors.Trim(), 300)}",
                "git ls-files");
    }

    /// <summary>Whether both are the same files.</summary>
    public bool IsSame(TrackedIgnored other) => _files.SetEquals(other._files);

    /// <summary>Whether this file is one of them.</summary>
    public bool Has(string file) => _files.Contains(file);

    /// <summary>Whether one of them lies below this folder.</summary>
    public bool HasBelow(string folder) => _folders.Contains(folder);
}
