namespace Sidecar.Watching.Sources;

/// <summary>
/// FileSystemWatcher, for systems that have nothing better here. It cannot leave a directory out nor tell who wrote, and on
/// Linux it loses files made in a directory made a moment ago: so every directory that appears is read.
/// </summary>
internal sealed class SystemWatcherEvents(IHintSink sink) : IFileEvents
{
    // More has no effect on Windows, and elsewhere it is not used.
    private const int BufferSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<FileSystemWatcher>> _watchers = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<string> _problems = [];

    /// <inheritdoc/>
    public string Name => "filesystemwatcher";

    /// <inheritdoc/>
    public int Directories
    {
        get
        {
            lock (_gate)
                return _watchers.Values.Sum(watchers => watchers.Count);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Problems => _problems;

    /// <inheritdoc/>
    public void Watch(string root, Func<string, bool> isLeftOut)
    {
        if (!Directory.Exists(root))
        {
            sink.Gone(root);
            return;
        }

        var tree = new SystemWatchedTree(sink, root, isLeftOut);
        var files = new FileSystemWatcher(root) { IncludeSubdirectories = true };
        files.Created += (_, change) => tree.Appeared(change.Name);
        files.Changed += (_, change) => tree.Changed(change.Name);
        files.Deleted += (_, change) => tree.Vanished(change.Name);
        files.Renamed += (_, change) => tree.Renamed(change.OldName, change.Name);
        files.Error += (_, error) => sink.Rescan(root, $"file events were lost: {error.GetException().Message}");
        Begin(root, Path.GetDirectoryName(root) is { } above ? [files, Deathwatch(above, root)] : [files]);
    }

    /// <inheritdoc/>
    public void WatchFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            sink.FolderLost(folder);
            return;
        }

        var files = new FileSystemWatcher(folder);
        files.Created += (_, change) => Changed(folder, change.Name, EntryChange.Appeared);
        files.Changed += (_, change) => Changed(folder, change.Name, EntryChange.Changed);
        files.Deleted += (_, change) => Changed(folder, change.Name, EntryChange.Deleted);
        files.Renamed += (_, change) =>
        {
            Changed(folder, change.OldName, EntryChange.MovedAway);
            Changed(folder, change.Name, EntryChange.Appeared);
        };
        files.Error += (_, _) => sink.FolderLost(folder);
        Begin(folder, [files]);
    }

    /// <inheritdoc/>
    public void Forget(string rootOrFolder)
    {
        IReadOnlyList<FileSystemWatcher>? watchers;
        lock (_gate)
            _watchers.Remove(rootOrFolder, out watchers);
        foreach (var watcher in watchers ?? [])
            watcher.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        List<string> watched;
        lock (_gate)
            watched = [.. _watchers.Keys];
        watched.ForEach(Forget);
    }

    private void Changed(string folder, string? name, EntryChange change)
    {
        if (string.IsNullOrEmpty(name))
            sink.FolderLost(folder);
        else
            sink.FolderChanged(folder, name, change);
    }

    // A watcher does not tell of its own folder's end, so the folder above is asked.
    private FileSystemWatcher Deathwatch(string above, string root)
    {
        var watcher = new FileSystemWatcher(above, Path.GetFileName(root)) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Deleted += (_, _) => End(root);
        watcher.Renamed += (_, _) => End(root);
        return watcher;
    }

    private void End(string root)
    {
        if (Directory.Exists(root))
            return;
        Forget(root);
        sink.Gone(root);
    }

    private void Begin(string folder, IReadOnlyList<FileSystemWatcher> watchers)
    {
        Forget(folder);
        watchers[0].InternalBufferSize = BufferSize;
        watchers[0].NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
            | NotifyFilters.Size | NotifyFilters.Attributes;
        lock (_gate)
            _watchers[folder] = watchers;
        try
        {
            foreach (var watcher in watchers)
                watcher.EnableRaisingEvents = true;
        }
        catch (IOException limit)
        {
            // On Linux it needs an instance and a watch per directory, and both are limited.
            _problems = [$"The folder {folder} is not watched: {limit.Message} next: sudo sysctl fs.inotify.max_user_watches=1048576"];
            sink.Rescan(folder, limit.Message);
        }
    }
}
