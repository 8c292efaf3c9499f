namespace Sidecar.Watching.Sources.Linux;

/// <summary>
/// Turns what the kernel tells of directories into hints, and keeps the watches in step with the tree. Not safe for
/// several threads: the source holds its lock around every call.
/// </summary>
internal sealed class DirectoryBook<TKey>(IHintSink sink, IDirectoryMarks<TKey> marks)
    where TKey : notnull
{
    private readonly MarkedDirectories<TKey> _directories = new(marks);
    private readonly Dictionary<string, WatchedDirectory<TKey>> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<TKey, string> _folders = [];
    private readonly ProblemList _problems = new();

    public int Count => _directories.Count + _folders.Count;

    public IReadOnlyList<string> Problems => _problems.Sentences;

    public void Watch(string root, Func<string, bool> isLeftOut)
    {
        if (OsPath.Real(root) is not { } path)
        {
            Forget(root);
            sink.Gone(root);
            return;
        }

        var before = _roots.GetValueOrDefault(root);
        Build(new(root, path, isLeftOut));
        // Only now, so that what stays was watched all the time.
        if (before is not null)
            _directories.Remove(before);
    }

    public void WatchFolder(string folder)
    {
        var error = SystemCalls.NoEntry;
        if (OsPath.Real(folder) is { } path && (error = marks.Mark(path, isTop: true, out var key)) == 0)
        {
            _folders[key] = folder;
            return;
        }

        var sentence = error == SystemCalls.NoSpace
            ? marks.LimitProblem
            : $"The folder {folder} is not watched because the system refuses it with error {error}. next: ls -ld '{folder}'";
        _problems.Add(folder, "", sentence);
    }

    public void Forget(string rootOrFolder)
    {
        _problems.ClearBelow(rootOrFolder, "");
        foreach (var (key, _) in _folders.Where(entry => entry.Value == rootOrFolder).ToList())
        {
            _folders.Remove(key);
            if (_directories.Find(key) is null)
                marks.Unmark(key);
        }

        if (_roots.Remove(rootOrFolder, out var top))
            _directories.Remove(top);
    }

    /// <summary>Something happened to a name in a directory.</summary>
    public void Happened(TKey key, ReadOnlySpan<byte> nameBytes, EventBits bits, int pid)
    {
        var name = OsPath.Text(nameBytes);
        if (_folders.TryGetValue(key, out var folder))
            sink.FolderChanged(folder, name, bits.OfEntry());
        if (_directories.Find(key) is not { } directory)
            return;

        var path = directory.PathOf(name);
        if (name == TreeWalk<TKey>.GitEntry)
            BecameRepository(directory, bits);
        else if (bits.HasFlag(EventBits.IsDirectory))
            HappenedToDirectory(directory, nameBytes.ToArray(), name, bits, pid);
        else
            Touched(directory.Root, path, pid);
    }

    /// <summary>A watched directory is no longer where it was.</summary>
    public void SelfGone(TKey key, EventBits bits)
    {
        if (_folders.Remove(key, out var folder))
            sink.FolderLost(folder);
        if (_directories.Find(key) is not { } directory)
            return;

        if (directory.Parent is null)
        {
            Forget(directory.Root.Name);
            sink.Gone(directory.Root.Name);
        }
        else if (bits.HasFlag(EventBits.Unmounted))
        {
            _directories.Remove(directory);
            sink.Rescan(directory.Root.Name, $"{directory.Path} was unmounted");
        }
    }

    /// <summary>The kernel dropped this watch by itself. Of the directory its parent tells.</summary>
    public void Ignored(TKey key)
    {
        _directories.Lose(key);
        _folders.Remove(key);
    }

    /// <summary>Events were lost: directories may have come and gone, so every tree is walked anew.</summary>
    public void Lost(string why)
    {
        foreach (var folder in _folders.Values.ToList())
            sink.FolderLost(folder);
        foreach (var before in _roots.Values.ToList())
            WalkAnew(before, why);
    }

    private void WalkAnew(WatchedDirectory<TKey> before, string why)
    {
        var root = before.Root;
        if (OsPath.Real(root.Name) is null)
        {
            Forget(root.Name);
            sink.Gone(root.Name);
            return;
        }

        if (Build(root))
            sink.Rescan(root.Name, why);
        // Only now, so that what stayed was watched all the time.
        _directories.Remove(before);
    }

    private bool Build(WatchedRoot root)
    {
        _problems.ClearBelow(root.Name, "");
        return Walk(_roots[root.Name] = WatchedDirectory<TKey>.Top(root), found: null);
    }

    private void BecameRepository(WatchedDirectory<TKey> directory, EventBits bits)
    {
        if (directory.Parent is null || (bits & EventBits.Appeared) is EventBits.None)
            return;
        _directories.Remove(directory);
        sink.Touched(directory.Root.Name, directory.Path, writer: null);
    }

    private void HappenedToDirectory(WatchedDirectory<TKey> parent, byte[] nameBytes, string name, EventBits bits, int pid)
    {
        var path = parent.PathOf(name);
        var known = parent.Find(name);
        if (known is null && parent.Root.IsLeftOut(path))
            return;
        if ((bits & EventBits.Vanished) is not EventBits.None)
        {
            Vanished(parent, known, path, pid);
            known = null;
        }

        // New permissions may open what could not be watched before.
        if ((bits & EventBits.Appeared) is not EventBits.None || (known is null && bits.HasFlag(EventBits.AttributesChanged)))
            Appeared(parent.Below(nameBytes, name), known, pid);
    }

    private void Vanished(WatchedDirectory<TKey> parent, WatchedDirectory<TKey>? known, string path, int pid)
    {
        if (known is not null)
            _directories.Remove(known);
        _problems.ClearBelow(parent.Root.Name, path);
        Touched(parent.Root, path, pid);
    }

    private void Appeared(WatchedDirectory<TKey> directory, WatchedDirectory<TKey>? known, int pid)
    {
        if (known is not null)
        {
            // A walk came before the event: watched since before it was read, so nothing in it was missed.
            if (marks.Mark(directory.OsPath(), isTop: false, out var key) == 0 && _directories.IsAt(key, known))
                return;
            _directories.Remove(known);
        }

        Walk(directory, found: (root, path) => Touched(root, path, pid));
    }

    private bool Walk(WatchedDirectory<TKey> start, Action<WatchedRoot, string>? found)
    {
        if (new TreeWalk<TKey>(_directories, marks, _problems, found).Visit(start))
            return true;

        _problems.Add(start.Root.Name, "", marks.LimitProblem);
        sink.Rescan(start.Root.Name, marks.LimitProblem);
        return false;
    }

    private void Touched(WatchedRoot root, string path, int pid) =>
        sink.Touched(root.Name, path, marks.WriterOf(root.Absolute(path), pid));
}
