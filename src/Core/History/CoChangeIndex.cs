namespace Sidecar.History;

/// <summary>
/// Which files were changed together, in memory: the commits in order, each file once. Files follow their renames. Safe to
/// use from several threads.
/// </summary>
public sealed class CoChangeIndex
{
    private readonly Lock _lock = new();
    private readonly FileBook _files = new();
    private readonly ChangeBook _changes = new();
    private readonly Tally _tally = new();
    private int _commits;

    /// <summary>How many commits are in it.</summary>
    public int Commits
    {
        get
        {
            lock (_lock)
                return _commits;
        }
    }

    /// <summary>Takes in one more commit; older ones first. What it deletes is no candidate from then on, what it adds is one.</summary>
    public void Add(CommitFiles commit)
    {
        lock (_lock)
        {
            var files = _files.Change(commit.Files);
            if (files.Length is > 0 and <= CoChangeScore.MaxFiles)
                _changes.Add(commit.At, files);
            _commits++;
        }
    }

    /// <summary>Says which files there are now: others are no candidates.</summary>
    public void SetAlive(IEnumerable<RepoPath> files)
    {
        lock (_lock)
            _files.SetAlive(files);
    }

    /// <summary>
    /// The files that change along with one, strongest first, equals by path. Of a file without a history only its name tells:
    /// then no change is counted, together or alone.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="now">This moment: old changes count less.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="leastTogether">Only those that were changed together so often: a name alone must not keep out what was.</param>
    public IReadOnlyList<RelatedFile> Related(RepoPath file, DateTimeOffset now, int most, int leastTogether = 0)
    {
        lock (_lock)
        {
            var (asked, key) = (_files.At(file), _files.Paths.KeyOf(file));
            _tally.Count(_changes, asked, _files.Count, now);
            MarkNamesakes(key);
            MarkNeighbours(key);
            return Strongest(asked, key, most, leastTogether);
        }
    }

    /// <summary>How strongly one file changes along with another; null where nothing is known of one of them.</summary>
    /// <param name="file">The file that is changed.</param>
    /// <param name="other">The one that may have to be changed too.</param>
    /// <param name="now">This moment.</param>
    public RelatedFile? Between(RepoPath file, RepoPath other, DateTimeOffset now)
    {
        lock (_lock)
        {
            var (asked, partner) = (_files.At(file), _files.At(other));
            if (asked < 0 || partner < 0 || asked == partner)
                return null;

            _tally.Count(_changes, asked, _files.Count, now);
            _tally.Mark(partner);
            var prior = _files.Paths.Prior(_files.Paths.KeyOf(file), _files.Paths.Find(other));
            return Related(partner, other, _tally.Score(partner, prior));
        }
    }

    /// <summary>How many changes of a file are counted.</summary>
    public int Changes(RepoPath file)
    {
        lock (_lock)
        {
            var changes = 0;
            for (var entry = _changes.LatestOf(_files.At(file)); entry >= 0 && changes < CoChangeScore.MaxChanges; changes++)
                entry = _changes.EarlierThan(entry);
            return changes;
        }
    }

    private void MarkNamesakes(PathKey key)
    {
        var paths = _files.Paths;
        for (var path = paths.FirstOfStem(key); path >= 0; path = paths[path].NextOfStem)
        {
            if (paths[path] is { IsAlive: true, File: >= 0 and var namesake })
                _tally.Mark(namesake);
        }
    }

    private void MarkNeighbours(PathKey key)
    {
        var paths = _files.Paths;
        var recent = new PriorityQueue<int, int>(CoChangeScore.RecentInDirectory + 1);
        for (var path = paths.FirstInDirectory(key); path >= 0; path = paths[path].NextInDirectory)
        {
            if (paths[path] is not { IsAlive: true, File: >= 0 and var neighbour } || paths[path].Path == key.Path || _changes.LatestOf(neighbour) < 0)
                continue;

            recent.Enqueue(neighbour, _changes.LatestOf(neighbour));
            if (recent.Count > CoChangeScore.RecentInDirectory)
                recent.Dequeue();
        }

        foreach (var (neighbour, _) in recent.UnorderedItems)
            _tally.Mark(neighbour);
    }

    private RelatedFile[] Strongest(int asked, PathKey key, int most, int leastTogether)
    {
        var found = new PriorityQueue<Ranked, Ranked>(Ranked.WeakestFirst);
        foreach (var other in _tally.Seen)
        {
            var place = _files.PlaceOf(other);
            if (place < 0 || other == asked || _tally.Together(other) < leastTogether)
                continue;

            var ranked = new Ranked(_tally.Score(other, _files.Paths.Prior(key, place)), _files.Paths[place].Path, other);
            found.Enqueue(ranked, ranked);
            if (found.Count > most)
                found.Dequeue();
        }

        var strongest = new RelatedFile[found.Count];
        while (found.TryDequeue(out var weakest, out _))
            strongest[found.Count] = Related(weakest.File, weakest.Path, weakest.Score);
        return strongest;
    }

    private RelatedFile Related(int partner, RepoPath path, double score)
    {
        DateTimeOffset? last = _tally.Latest(partner) is >= 0 and var entry ? _changes.TimeOf(entry) : null;
        return new RelatedFile(path, score, _tally.Together(partner), _tally.Changes, last) { FromHistory = _tally.Score(partner, prior: 0) };
    }
}
