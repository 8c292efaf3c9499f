namespace Sidecar.History;

/// <summary>What the changes of one file say of others. Made once and used for one question after the other: it is large.</summary>
internal sealed class Tally
{
    private readonly List<int> _seen = [];
    private bool[] _isSeen = [];
    private double[] _shared = [];
    private int[] _together = [];
    private int[] _latest = [];
    private double _all;

    /// <summary>The files that were counted or marked.</summary>
    public IReadOnlyList<int> Seen => _seen;

    /// <summary>How many changes of the file were counted.</summary>
    public int Changes { get; private set; }

    /// <summary>Forgets the last question and counts for another one.</summary>
    /// <param name="changes">The history.</param>
    /// <param name="file">The file that is asked about.</param>
    /// <param name="files">How many files there are.</param>
    /// <param name="now">This moment.</param>
    public void Count(ChangeBook changes, int file, int files, DateTimeOffset now)
    {
        Clear(files);
        for (var entry = changes.LatestOf(file); entry >= 0 && Changes < CoChangeScore.MaxChanges; entry = changes.EarlierThan(entry))
        {
            var weight = CoChangeScore.Weight(now - changes.TimeOf(entry));
            var together = changes.FilesOf(entry);
            var share = weight * CoChangeScore.Share(together.Length);
            _all += weight;
            Changes++;
            foreach (var other in together)
            {
                if (other != file)
                    Count(other, share, entry);
            }
        }
    }

    /// <summary>Sees a file that was never changed along.</summary>
    public void Mark(int file)
    {
        if (_isSeen[file])
            return;

        _isSeen[file] = true;
        _seen.Add(file);
        (_shared[file], _together[file], _latest[file]) = (0, 0, -1);
    }

    /// <summary>The score of a file that was seen.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prior">What the names of the two tell.</param>
    public double Score(int file, double prior) => CoChangeScore.Of(_shared[file], _all, prior);

    /// <summary>In how many of the changes it was changed too.</summary>
    public int Together(int file) => _together[file];

    /// <summary>Its entry in the latest of them; -1 for none.</summary>
    public int Latest(int file) => _latest[file];

    private void Clear(int files)
    {
        foreach (var file in _seen)
            _isSeen[file] = false;
        _seen.Clear();
        (Changes, _all) = (0, 0);
        if (_isSeen.Length >= files)
            return;

        var room = Math.Max(files, 2 * _isSeen.Length);
        (_isSeen, _shared, _together, _latest) = (new bool[room], new double[room], new int[room], new int[room]);
    }

    // The newest change comes first.
    private void Count(int file, double share, int entry)
    {
        if (!_isSeen[file])
        {
            Mark(file);
            _latest[file] = entry;
        }

        _shared[file] += share;
        _together[file]++;
    }
}
