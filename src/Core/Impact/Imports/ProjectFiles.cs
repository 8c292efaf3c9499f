using System.Text;
using Sidecar.Repository;

namespace Sidecar.Impact.Imports;

/// <summary>
/// The files of a worktree as git listed them at one moment, and as they lie on disk when they are asked for. No link is
/// followed. Safe to use from several threads.
/// </summary>
public sealed class ProjectFiles : IProjectFiles
{
    /// <summary>Larger files are not read.</summary>
    public const int MaxBytes = 512 * 1024;

    private readonly string _root;
    private readonly HashSet<RepoPath> _files;

    // Which file names or folders are asked for is known later than which files there are, and often nothing is asked.
    private readonly Lazy<ILookup<string, RepoPath>> _byName;
    private readonly Lazy<ILookup<string, RepoPath>> _byFolder;

    private ProjectFiles(string root, HashSet<RepoPath> files)
    {
        (_root, _files) = (root, files);
        _byName = new(() => _files.ToLookup(NameOf, StringComparer.Ordinal));
        _byFolder = new(() => _files.ToLookup(file => file.Parent, StringComparer.Ordinal));
    }

    /// <summary>Lists the files.</summary>
    /// <param name="git">Git, at the top of the worktree.</param>
    /// <exception cref="SidecarException">Git could not list them.</exception>
    public static ProjectFiles Read(GitProcess git)
    {
        var listed = git.Run(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        if (!listed.Succeeded)
        {
            throw SidecarException.CannotTell(
                $"git could not list the files in '{Printable.Short(git.Worktree, 300)}': {Printable.Short(listed.Errors.Trim(), 300)}",
                "git ls-files");
        }

        var files = new HashSet<RepoPath>();
        foreach (var name in listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (RepoPath.TryParse(name, out var file))
                files.Add(file);
        }

        return new ProjectFiles(RealPath.Of(git.Worktree), files);
    }

    /// <inheritdoc/>
    public bool Contains(RepoPath file) => _files.Contains(file);

    /// <inheritdoc/>
    public IReadOnlyList<RepoPath> Named(string name) => [.. _byName.Value[name]];

    /// <inheritdoc/>
    public IReadOnlyList<RepoPath> In(string folder) => [.. _byFolder.Value[folder]];

    /// <inheritdoc/>
    public string? Read(RepoPath file)
    {
        try
        {
            var path = Path.Combine(_root, file.ToString());
            if (file.HasLostBytes || !IsReachedWithoutLinks(file))
                return null;

            using var content = PlainFile.TryOpen(path);
            return content is null ? null : Read(content);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // A folder of the index may be a link on disk by now, to wherever somebody likes.
    private bool IsReachedWithoutLinks(RepoPath file)
    {
        var folder = Path.GetFullPath(Path.Combine(_root, file.Parent));
        return string.Equals(RealPath.Of(folder), folder, StringComparison.Ordinal);
    }

    private static string? Read(FileStream content)
    {
        if (content.Length > MaxBytes)
            return null;

        // One more than allowed, so that a file that grows meanwhile is noticed.
        var bytes = new byte[(int)content.Length + 1];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = bytes.AsSpan(0, length);
        if (length == bytes.Length || text.Contains((byte)0))
            return null;

        return Encoding.UTF8.GetString(text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text);
    }

    private static string NameOf(RepoPath file) => Path.GetFileName(file.ToString());
}
