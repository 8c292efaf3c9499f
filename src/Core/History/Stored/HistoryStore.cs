using Microsoft.Data.Sqlite;

namespace Sidecar.History.Stored;

/// <summary>
/// The file, for the one who writes it and holds its lock. Each method is one transaction: whoever reads sees all of it or
/// nothing, also where the writer dies in the middle.
/// </summary>
internal sealed class HistoryStore : IDisposable
{
    // The first build goes back in time and what comes later forward. As high as it gets while it takes four bytes.
    private const long Newest = 1 << 27;

    // Whoever reads is done in a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SqliteConnection _db;

    /// <summary>Opens it; makes it where there is none that this program knows.</summary>
    /// <exception cref="SqliteException">It is damaged, or busy for too long.</exception>
    public HistoryStore(string folder) => _db = HistoryFile.OpenToWrite(folder, Patience);

    /// <summary>How it stands.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public HistoryStanding Read() => StandingRow.Read(_db);

    /// <summary>All commits, oldest first.</summary>
    public IReadOnlyList<CommitFiles> Commits()
    {
        using var transaction = _db.BeginTransaction(deferred: true);
        var paths = new StoredPaths();
        paths.Read(_db);
        return [.. CommitRows.Above(_db, 0, paths.All).Select(row => row.Commit)];
    }

    /// <summary>The files that there are now.</summary>
    public IReadOnlyList<RepoPath> Alive()
    {
        using var transaction = _db.BeginTransaction(deferred: true);
        var paths = new StoredPaths();
        paths.Read(_db);
        return paths.ReadAlive(_db);
    }

    /// <summary>Only tells how it stands.</summary>
    public HistoryStanding Tell(HistoryStanding standing)
    {
        using var transaction = _db.BeginTransaction();
        StandingRow.Write(_db, standing);
        transaction.Commit();
        return standing;
    }

    /// <summary>Begins anew.</summary>
    /// <param name="standing">How it stands with this.</param>
    /// <param name="newest">The first commits, newest first.</param>
    /// <param name="alive">The files that there are now.</param>
    public HistoryStanding Restart(HistoryStanding standing, IReadOnlyList<CommitFiles> newest, IReadOnlyList<RepoPath> alive)
    {
        using var transaction = _db.BeginTransaction();
        Run("DELETE FROM commits");
        Run("DELETE FROM paths");
        using (var insertion = new CommitInsertion(_db))
        {
            AddBelow(insertion, Newest, newest);
            insertion.SetAlive(_db, alive);
        }

        standing = standing with { Epoch = standing.Epoch + 1, Commits = newest.Count, SinceCalibration = 0, Calibration = null };
        StandingRow.Write(_db, standing);
        transaction.Commit();
        return standing;
    }

    /// <summary>Goes on with what was begun: commits that are older than all there are.</summary>
    public HistoryStanding AddOlder(HistoryStanding standing, IReadOnlyList<CommitFiles> older)
    {
        using var transaction = _db.BeginTransaction();
        using (var insertion = new CommitInsertion(_db))
            AddBelow(insertion, CommitRows.Bounds(_db) is var (first, _) ? first - 1 : Newest, older);

        standing = standing with { Commits = standing.Commits + older.Count };
        StandingRow.Write(_db, standing);
        transaction.Commit();
        return standing;
    }

    /// <summary>Follows the history.</summary>
    /// <param name="standing">How it stands with this.</param>
    /// <param name="gone">The ids of the commits that are no longer part of it.</param>
    /// <param name="added">The commits that are now, newest first.</param>
    /// <param name="alive">The files that there are now.</param>
    public HistoryStanding Follow(
        HistoryStanding standing, IReadOnlyCollection<string> gone, IReadOnlyList<CommitFiles> added, IReadOnlyList<RepoPath> alive)
    {
        using var transaction = _db.BeginTransaction();
        var left = standing.Commits - CommitRows.Delete(_db, gone);
        var isShorter = left < standing.Commits;
        using (var insertion = new CommitInsertion(_db))
        {
            var last = CommitRows.Bounds(_db) is var (_, highest) ? highest : Newest;
            for (var index = added.Count - 1; index >= 0; index--)
                insertion.Add(++last, added[index]);
            insertion.SetAlive(_db, alive);
        }

        standing = standing with
        {
            Epoch = isShorter ? standing.Epoch + 1 : standing.Epoch,
            Commits = left + added.Count,
            SinceCalibration = standing.SinceCalibration + added.Count,
        };
        StandingRow.Write(_db, standing);
        transaction.Commit();
        return standing;
    }

    /// <summary>Forgets the oldest commits.</summary>
    public HistoryStanding ForgetOldest(HistoryStanding standing, int count)
    {
        using var transaction = _db.BeginTransaction();
        var forgotten = CommitRows.DeleteOldest(_db, count);
        standing = standing with { Epoch = standing.Epoch + 1, Commits = standing.Commits - forgotten, IsWhole = false };
        StandingRow.Write(_db, standing);
        transaction.Commit();
        return standing;
    }

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

    private static void AddBelow(CommitInsertion insertion, long ordinal, IReadOnlyList<CommitFiles> newestFirst)
    {
        foreach (var commit in newestFirst)
            insertion.Add(ordinal--, commit);
    }

    private void Run(string sql) => Storage.Sql.Execute(_db, sql);
}
