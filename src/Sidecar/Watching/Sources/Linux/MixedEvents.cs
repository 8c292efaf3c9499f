namespace Sidecar.Watching.Sources.Linux;

/// <summary>fanotify, and inotify for what lies on a file system that fanotify cannot name directories of.</summary>
internal sealed class MixedEvents(FanotifyEvents fanotify, Func<IFileEvents?> openInotify) : IFileEvents
{
    private readonly Lock _gate = new();
    private IFileEvents? _inotify;

    /// <inheritdoc/>
    public string Name => _inotify is null ? fanotify.Name : $"{fanotify.Name}, {_inotify.Name}";

    /// <inheritdoc/>
    public int Directories => fanotify.Directories + (_inotify?.Directories ?? 0);

    /// <inheritdoc/>
    public IReadOnlyList<string> Problems => [.. fanotify.Problems, .. _inotify?.Problems ?? []];

    /// <inheritdoc/>
    public void Watch(string root, Func<string, bool> isLeftOut)
    {
        var source = For(root);
        // Watching again what it watches already it does without a gap.
        if (source != fanotify)
            fanotify.Forget(root);
        else
            _inotify?.Forget(root);
        source.Watch(root, isLeftOut);
    }

    /// <inheritdoc/>
    public void WatchFolder(string folder)
    {
        Forget(folder);
        For(folder).WatchFolder(folder);
    }

    /// <inheritdoc/>
    public void Forget(string rootOrFolder)
    {
        fanotify.Forget(rootOrFolder);
        _inotify?.Forget(rootOrFolder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        fanotify.Dispose();
        _inotify?.Dispose();
    }

    private IFileEvents For(string path)
    {
        if (FanotifyEvents.CanWatch(path) || !Directory.Exists(path))
            return fanotify;
        lock (_gate)
            return _inotify ??= openInotify() ?? fanotify;
    }
}
