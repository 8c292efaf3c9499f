namespace Sidecar.Watching.Sources.Linux;

/// <summary>Which directory a key means. A directory that moved has one key and, for a moment, two places: the later counts.</summary>
internal sealed class MarkedDirectories<TKey>(IDirectoryMarks<TKey> marks)
    where TKey : notnull
{
    private readonly Dictionary<TKey, WatchedDirectory<TKey>> _directories = [];

    public int Count => _directories.Count;

    public WatchedDirectory<TKey>? Find(TKey key) => _directories.GetValueOrDefault(key);

    /// <summary>Whether this key still means this place.</summary>
    public bool IsAt(TKey key, WatchedDirectory<TKey> directory) => ReferenceEquals(Find(key), directory);

    public void Add(WatchedDirectory<TKey> directory, TKey key)
    {
        directory.Key = key;
        _directories[key] = directory;
        directory.Parent?.Keep(directory);
    }

    /// <summary>The kernel watches it no longer.</summary>
    public void Lose(TKey key) => _directories.Remove(key);

    /// <summary>Ends the watches of a directory and of all below it, but of those that have another place now.</summary>
    public void Remove(WatchedDirectory<TKey> top)
    {
        top.Parent?.Drop(top);
        var toRemove = new Stack<WatchedDirectory<TKey>>([top]);
        while (toRemove.TryPop(out var directory))
        {
            if (IsAt(directory.Key, directory))
            {
                _directories.Remove(directory.Key);
                marks.Unmark(directory.Key);
            }

            foreach (var child in directory.Children)
                toRemove.Push(child);
        }
    }
}
