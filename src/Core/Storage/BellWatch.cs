namespace Sidecar.Storage;

/// <summary>One watched file and those who listen to it. Who listens is changed under the lock of <see cref="Bells"/> only.</summary>
internal sealed class BellWatch : IDisposable
{
    private readonly string _folder;
    private readonly string _file;
    private readonly Func<bool> _hangUp;
    private readonly Lock _renewing = new();

    // Guarded by the lock, but for looks.
    private volatile FileSystemWatcher? _watch;
    private long? _triedAt;

    // Replaced as a whole, for a ring reads it at any time.
    private volatile Doorbell[] _listening = [];
    private volatile bool _isLost;

    // Of the watches that this one had: an earlier one may still tell that it is lost.
    private volatile int _watches;

    /// <summary>Starts watching.</summary>
    /// <param name="folder">The folder of the file; it is there.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="ringsEarly">Whether the file changes shortly before what it tells of can be seen.</param>
    /// <param name="hangUp">Puts the file there again where it was taken away; false where that cannot be.</param>
    public BellWatch(string folder, string file, bool ringsEarly, Func<bool> hangUp)
    {
        (_folder, _file, _hangUp) = (folder, file, hangUp);
        RingsEarly = ringsEarly;
        _watch = TryWatch();
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

    /// <summary>Watches again where the watch was lost; tried now and then only, for it may be that there is none to be had.</summary>
    public void Renew(TimeProvider time)
    {
        if (IsWatching)
            return;

        lock (_renewing)
        {
            if (IsWatching || (_triedAt is { } tried && time.GetElapsedTime(tried) < Doorbell.Net))
                return;

            _triedAt = time.GetTimestamp();
            _watch?.Dispose();
            _watch = _hangUp() ? TryWatch() : null;
        }

        // What was rung meanwhile was heard by nobody.
        if (IsWatching)
            Ring();
    }

    public void Dispose() => _watch?.Dispose();

    private FileSystemWatcher? TryWatch()
    {
        var number = ++_watches;
        _isLost = false;
        try
        {
            var watch = new FileSystemWatcher(_folder, _file)
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            watch.Changed += (_, _) => Ring();
            watch.Created += (_, _) => Ring();
            watch.Deleted += (_, _) => Lose(number);
            watch.Error += (_, _) => Ring();
            watch.EnableRaisingEvents = true;
            return watch;
        }
        catch (Exception noWatch) when (noWatch is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Lose(int number)
    {
        // The log comes back as a file of the same name, in a folder that stays. A reader's bell is taken down with its
        // folder: from then on this watch hears nothing.
        if (number == _watches)
            _isLost = !RingsEarly;
        Ring();
    }

    private void Ring()
    {
        foreach (var bell in _listening)
            bell.Ring();
    }
}
