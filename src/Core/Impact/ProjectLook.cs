using Sidecar.Claims;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>
/// One look at what files depend on. The project's files are read when that is first asked for, and at most once; what keeps
/// them from being read is remembered, not thrown, for everything else can be told without them.
/// </summary>
internal sealed class ProjectLook(Func<IProjectFiles> read, ImportScan scan)
{
    private IProjectFiles? _files;

    /// <summary>Why the files could not be read; null where they were, or nobody asked.</summary>
    public string? Problem { get; private set; }

    /// <summary>What some files import; of directories, patterns and resources nothing.</summary>
    public IReadOnlyList<Dependency> Dependencies(IReadOnlyList<ClaimPattern> patterns) => Dependencies(patterns.Select(FileOf).OfType<RepoPath>());

    /// <summary>What some files import.</summary>
    public IReadOnlyList<Dependency> Dependencies(IEnumerable<RepoPath> paths)
    {
        var wanted = paths.ToList();
        return wanted.Count > 0 && Files() is { } files
            ? [.. wanted.Where(files.Contains).SelectMany(path => scan.Of(path, files))]
            : [];
    }

    /// <summary>The one file that a pattern names; null where it is none.</summary>
    public static RepoPath? FileOf(ClaimPattern pattern) =>
        pattern.LiteralFile is { } file && RepoPath.TryParse(file, out var path) ? path : null;

    private IProjectFiles? Files()
    {
        try
        {
            return Problem is null ? _files ??= read() : null;
        }
        catch (SidecarException unread)
        {
            Problem = unread.Message;
            return null;
        }
    }
}
