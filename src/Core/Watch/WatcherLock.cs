using Sidecar.Storage;

namespace Sidecar.Watch;

/// <summary>The lock that elects the one watcher of a repository. The system lets go of it when the watcher dies, however it does.</summary>
public static class WatcherLock
{
    /// <summary>Takes it; null where another process holds it. Disposing of it lets go.</summary>
    public static IDisposable? TryTake(string folder)
    {
        try
        {
            return LockFile.Open(Path.Combine(folder, "watch.lock"));
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }

    /// <summary>Whether somebody holds it. Holds it for a moment itself where nobody does.</summary>
    internal static bool IsHeld(string folder)
    {
        using var taken = TryTake(folder);
        return taken is null;
    }
}
