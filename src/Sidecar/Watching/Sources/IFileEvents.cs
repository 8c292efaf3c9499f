namespace Sidecar.Watching.Sources;

/// <summary>Where file events come from. One instance serves all roots, because the system grants few of them.</summary>
internal interface IFileEvents : IDisposable
{
    /// <summary>"fanotify", "inotify" or "filesystemwatcher".</summary>
    string Name { get; }

    /// <summary>How many directories are watched now.</summary>
    int Directories { get; }

    /// <summary>What is degraded, in sentences that say what to do. Empty where all is well.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// Watches everything below a root but the directories that are left out, ".git", repositories of their own and what
    /// symbolic links lead to. Returns when every watch is set; tells nothing of what is there already.
    /// </summary>
    /// <param name="root">An absolute path.</param>
    /// <param name="isLeftOut">
    /// Asked with a directory's path below the root, '/' between its parts. Asked on the source's own thread too.
    /// </param>
    void Watch(string root, Func<string, bool> isLeftOut);

    /// <summary>Watches one folder, not what is below it. A path is a root or a folder, not both.</summary>
    void WatchFolder(string folder);

    /// <summary>Ends what <see cref="Watch"/> or <see cref="WatchFolder"/> began. Nothing happens for a path not watched.</summary>
    void Forget(string rootOrFolder);
}
