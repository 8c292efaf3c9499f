namespace Sidecar.History;

/// <summary>
/// Which commits changed which files, in the order in which they were added: the files of all commits in one row, and from each
/// entry the way to the entry of the same file in an earlier commit.
/// </summary>
internal sealed class ChangeBook
{
    private const int None = -1;

    private readonly List<int> _files = [];
    private readonly List<int> _earlier = [];
    private readonly List<int> _commits = [];
    private readonly List<int> _starts = [0];
    private readonly List<long> _times = [];
    private readonly List<int> _latest = [];

    /// <summary>Takes in a commit.</summary>
    public void Add(DateTimeOffset at, IReadOnlyList<int> files)
    {
        foreach (var file in files)
        {
            while (_latest.Count <= file)
                _latest.Add(None);
            _earlier.Add(_latest[file]);
            _latest[file] = _files.Count;
            _files.Add(file);
            _commits.Add(_times.Count);
        }

        _starts.Add(_files.Count);
        _times.Add(at.ToUnixTimeSeconds());
    }

    /// <summary>The entry of a file in the latest commit that changed it; -1 where none did. Later ones are greater.</summary>
    public int LatestOf(int file) => file >= 0 && file < _latest.Count ? _latest[file] : None;

    /// <summary>The entry of the same file before this one; -1 for none.</summary>
    public int EarlierThan(int entry) => _earlier[entry];

    /// <summary>When the commit of an entry was made.</summary>
    public DateTimeOffset TimeOf(int entry) => DateTimeOffset.FromUnixTimeSeconds(_times[_commits[entry]]);

    /// <summary>All files of the commit of an entry.</summary>
    public ReadOnlySpan<int> FilesOf(int entry)
    {
        var commit = _commits[entry];
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_files);
        return all[_starts[commit].._starts[commit + 1]];
    }
}
