using System.Data.Common;
using Sidecar.Storage;

namespace Sidecar.History.Stored;

/// <summary>What was read of the file so far. For one thread; the index in it is safe for several.</summary>
internal sealed class LoadedHistory
{
    private readonly StoredPaths _paths = new();
    private long? _epoch;
    private (long First, long Last)? _bounds;
    private long _alive = -1;

    /// <summary>The index.</summary>
    public CoChangeIndex Index { get; } = new();

    /// <summary>
    /// The same with what is new, or another one where commits went away or older ones came. Inside a transaction of the caller's.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged; this one is of no use any more.</exception>
    public LoadedHistory Follow(DbConnection db, HistoryStanding standing)
    {
        var bounds = CommitRows.Bounds(db);
        var isSame = _epoch == standing.Epoch && (_bounds is null || _bounds?.First == bounds?.First);
        var loaded = isSame ? this : new LoadedHistory { _epoch = standing.Epoch };
        loaded.ReadOn(db);
        return loaded.Index.Commits == standing.Commits ? loaded : throw new InvalidDataException("it does not hold what it should");
    }

    private void ReadOn(DbConnection db)
    {
        _paths.Read(db);
        foreach (var (_, commit) in CommitRows.Above(db, _bounds?.Last ?? 0, _paths.All))
            Index.Add(commit);
        _bounds = CommitRows.Bounds(db);

        var revision = db.Number("SELECT revision FROM alive");
        if (revision != _alive)
        {
            Index.SetAlive(_paths.ReadAlive(db));
            _alive = revision;
        }
    }
}
