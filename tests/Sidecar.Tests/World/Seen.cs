using Sidecar.Touches;

namespace Sidecar.Tests.World;

/// <summary>Changes of files as a watcher sees them, each with content of its own.</summary>
internal static class Seen
{
    private static long _size;

    public static SeenChange Change(string path, TouchKind kind, DateTimeOffset at, Authorship authorship) =>
        new(Path(path), kind, at, authorship)
        {
            State = kind is TouchKind.Deleted ? FileState.Gone : new FileState(Interlocked.Increment(ref _size), at.ToUnixTimeMilliseconds(), null),
        };

    public static RepoPath Path(string path) =>
        RepoPath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException("Not a path.", nameof(path));
}
