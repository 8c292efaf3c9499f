using System.Runtime.InteropServices;

namespace Sidecar.History;

/// <summary>Numbers for paths, and which of them lie in one directory or have one stem.</summary>
internal sealed class PathBook
{
    /// <summary>No path, or no file.</summary>
    public const int None = -1;

    private readonly Dictionary<RepoPath, int> _numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _directories = NewNames();
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _stems = NewNames();
    private readonly List<int> _firstInDirectory = [];
    private readonly List<int> _firstOfStem = [];
    private readonly List<PathRow> _rows = [];

    /// <summary>How many there are.</summary>
    public int Count => _rows.Count;

    /// <summary>What is known of a path; not to be kept, as a new path may move it.</summary>
    public ref PathRow this[int path] => ref CollectionsMarshal.AsSpan(_rows)[path];

    /// <summary>The number of a path; <see cref="None"/> for one that was never heard of.</summary>
    public int Find(RepoPath path) => _numbers.GetValueOrDefault(path, None);

    /// <summary>The number of a path, a new one where there is none yet.</summary>
    public int Number(RepoPath path)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, path, out var isKnown);
        if (isKnown)
            return number;

        number = _rows.Count;
        var text = path.ToString();
        var directory = Number(_directories, _firstInDirectory, DirectoryOf(text));
        var stem = Number(_stems, _firstOfStem, FileStem.Of(text));
        _rows.Add(new PathRow
        {
            Path = path,
            File = None,
            Directory = directory,
            Stem = stem,
            NextInDirectory = _firstInDirectory[directory],
            NextOfStem = _firstOfStem[stem],
        });
        _firstInDirectory[directory] = number;
        _firstOfStem[stem] = number;
        return number;
    }

    /// <summary>What a name tells; the path need not have a number.</summary>
    public PathKey KeyOf(RepoPath path)
    {
        var text = path.ToString();
        return new PathKey(
            path,
            _directories.TryGetValue(DirectoryOf(text), out var directory) ? directory : None,
            _stems.TryGetValue(FileStem.Of(text), out var stem) ? stem : None);
    }

    /// <summary>The first path in the same directory; the others are linked to it.</summary>
    public int FirstInDirectory(PathKey key) => key.Directory == None ? None : _firstInDirectory[key.Directory];

    /// <summary>The first path with the same stem; the others are linked to it.</summary>
    public int FirstOfStem(PathKey key) => key.Stem == None ? None : _firstOfStem[key.Stem];

    /// <summary>What the names of two paths tell, from 0 to 1.</summary>
    public double Prior(PathKey key, int other)
    {
        ref readonly var row = ref this[other];
        var nearness = key.Directory == row.Directory
            ? 1
            : CoChangeScore.Nearness(DirectoryOf(key.Path.ToString()), DirectoryOf(row.Path.ToString()));
        return CoChangeScore.Prior(key.Stem == row.Stem && key.Stem != None, nearness);
    }

    private static ReadOnlySpan<char> DirectoryOf(string path) => path.AsSpan(0, Math.Max(0, path.LastIndexOf('/')));

    private static int Number(Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> names, List<int> firsts, ReadOnlySpan<char> name)
    {
        if (names.TryGetValue(name, out var number))
            return number;

        names[name] = firsts.Count;
        firsts.Add(None);
        return firsts.Count - 1;
    }

    private static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NewNames() =>
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
