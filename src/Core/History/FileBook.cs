namespace Sidecar.History;

/// <summary>
/// The files of a history. A file has a number, and keeps it when it is renamed; the paths that it had before still lead to it
/// until something new is put there: a branch that knows nothing of the new name goes on changing the old one.
/// </summary>
internal sealed class FileBook
{
    private const int None = PathBook.None;

    private readonly List<int> _names = [];

    /// <summary>The paths that they have and had.</summary>
    public PathBook Paths { get; } = new();

    /// <summary>How many files there are, those that are gone included.</summary>
    public int Count => _names.Count;

    /// <summary>The file that a path leads to; -1 for none.</summary>
    public int At(RepoPath path) => Paths.Find(path) is not None and var number ? Paths[number].File : None;

    /// <summary>The path under which a file is there now; -1 where it is not.</summary>
    public int PlaceOf(int file)
    {
        var path = _names[file];
        ref readonly var row = ref Paths[path];
        return row.IsAlive && row.File == file ? path : None;
    }

    /// <summary>Takes in what a commit did.</summary>
    /// <returns>The numbers of its files, each once, ascending.</returns>
    public int[] Change(IReadOnlyList<ChangedFile> changes)
    {
        // All former names are looked up before any new one is given: two files may have changed places.
        var files = new int[changes.Count];
        for (var at = 0; at < files.Length; at++)
            files[at] = Before(changes[at]);

        foreach (var change in changes)
        {
            if (change is { Change: CommitChange.Renamed, From: { } from })
                Paths[Paths.Number(from)].IsAlive = false;
        }

        for (var at = 0; at < files.Length; at++)
            Place(files[at], changes[at]);
        return [.. files.Distinct().Order()];
    }

    /// <summary>Says which paths are there now.</summary>
    public void SetAlive(IEnumerable<RepoPath> alive)
    {
        for (var path = 0; path < Paths.Count; path++)
            Paths[path].IsAlive = false;

        var numbers = alive.Select(Paths.Number).ToList();
        foreach (var path in numbers)
            Paths[path].IsAlive = true;

        // A file whose latest name is of another branch is told by the name that it has here.
        foreach (var path in numbers)
        {
            var file = FileAt(path);
            if (PlaceOf(file) == None)
                _names[file] = path;
        }
    }

    private int Before(ChangedFile change)
    {
        var path = Paths.Number(change.Path);
        return change switch
        {
            { Change: CommitChange.Renamed, From: { } from } => Renamed(Paths.Number(from), path),
            { Change: CommitChange.Added or CommitChange.Copied } => Added(path),
            _ => FileAt(path),
        };
    }

    // Of one that was renamed before the known history began, nothing is known by its former name.
    private int Renamed(int from, int to)
    {
        if (Paths[from].File == None)
            Paths[from].File = FileAt(to);
        return Paths[from].File;
    }

    // What comes back is the same file again; but the one that was here may have moved away, and then this is another one.
    private int Added(int path)
    {
        var file = Paths[path].File;
        return file == None || _names[file] != path ? NewFile(path) : file;
    }

    private void Place(int file, ChangedFile change)
    {
        var path = Paths.Number(change.Path);
        Paths[path].IsAlive = change.Change != CommitChange.Deleted;
        if (change.Change == CommitChange.Deleted)
            return;

        Paths[path].File = file;
        if (change.Change == CommitChange.Renamed)
            _names[file] = path;
    }

    private int FileAt(int path) => Paths[path].File is not None and var known ? known : NewFile(path);

    private int NewFile(int path)
    {
        _names.Add(path);
        Paths[path].File = _names.Count - 1;
        return _names.Count - 1;
    }
}
