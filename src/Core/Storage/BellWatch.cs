namespace Sidecar.Storage;

/// <summary>One watched file and those who listen to it. Only its rings come from elsewhere; all else is done under the lock of <see cref="Bells"/>.</summary>
internal sealed class BellWatch : IDisposable
{
    private readonly FileSystemWatcher? _watch;

    // Replaced as a whole, for a ring reads it at any time.
    private volatile Doorbell[] _listening = [];
    private volatile bool _isLost;

    /// <summary>Starts watching.</summary>
    /// <param name="folder">The folder of the file; it is there.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="ringsEarly">Whether the file changes shortly before what it tells of can be seen.</param>
    public BellWatch(string folder, string file, bool ringsEarly)
    {
        RingsEarly = ringsEarly;
        _watch = TryWatch(folder, file);
    }

    public bool RingsEarly { get; }

    /// <summary>False where no watch was to be had, or its file was taken away.</summary>
    public bool IsWatching => _watch is not null && !_isLost;

    public void Add(Doorbell bell) => _listening = [.. _listening, bell];

    /// <summary>True if that was the last one.</summary>
    public bool Remove(Doorbell bell)
    {
        var wasListening = _listening.Length > 0;
        _listening = [.. _listening.Where(other => other != bell)];
        return wasListening && _listening.Length == 0;
    }

    public void Dispose() => _watch?.Dispose();

    private FileSystemWatcher? TryWatch(string folder, string file)
    {
        try
        {
            var watch = new FileSystemWatcher(folder, file)
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            watch.Changed += (_, _) => Ring();
            watch.Created += (_, _) => Ring();
            watch.Deleted += (_, _) => Lose();
            watch.Error += (_, _) => Ring();
            watch.EnableRaisingEvents = true;
            return watch;
        }
        catch (Exception noWatch) when (noWatch is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Lose()
    {
        // The log comes back as a file of the same name. A reader's bell is taken away by another process of that reader,
        // with its folder: from then on this one hears nothing.
        _isLost = !RingsEarly;
        Ring();
    }

    private void Ring()
    {
        foreach (var bell in _listening)
            bell.Ring();
    }
}
