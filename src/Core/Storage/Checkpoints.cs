using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>Moves the write-ahead log into the database: beside this process's own work, and by one process at a time.</summary>
/// <remarks>
/// In SQLite before 3.51.3 two checkpoints that race with a writer can damage the file, and many short-lived writers are
/// the exposed pattern. So nobody checkpoints automatically or on close, and this is the only place that does. It waits for
/// the disk, which whoever has just written need not: so it has a connection and a thread of its own.
/// </remarks>
internal sealed class Checkpoints(string folder) : IDisposable
{
    /// <summary>The log's size from which a checkpoint is worth its time, in bytes: what SQLite itself takes (1,000 pages).</summary>
    private const long DueFrom = 4 * 1024 * 1024;

    // Beside many writers each of them would be at it all the time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FileInfo _log = new(Path.Combine(folder, StateFile.Name + "-wal"));
    private readonly FileInfo _turn = new(Path.Combine(folder, "checkpoint.lock"));
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _isOver;

    /// <summary>Begins one if the log has grown and this process is not at it. Nobody has to wait for it.</summary>
    public void BeginIfDue()
    {
        lock (_lock)
        {
            if (!_isOver && _running.IsCompleted && IsGrown() && IsItsTurn())
                _running = Task.Run(() => Run(empties: false));
        }
    }

    /// <summary>
    /// Waits for one that runs, and empties the log if nobody is at it. One that is left full is moved once more, all of it, by each
    /// process that finds itself alone, and so would grow without end where only commands and hooks run.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _running.Wait();
        if (IsGrown())
            Run(empties: true);
    }

    private bool IsGrown()
    {
        _log.Refresh();
        return _log.Exists && _log.Length >= DueFrom;
    }

    // The log was written just now, so its time is this moment.
    private bool IsItsTurn()
    {
        _turn.Refresh();
        return !_turn.Exists || (_log.LastWriteTimeUtc - _turn.LastWriteTimeUtc).Duration() >= Pause;
    }

    private void Run(bool empties)
    {
        try
        {
            using var onlyOne = LockFile.Open(_turn.FullName);
            onlyOne.SetLength(0);
            onlyOne.WriteByte((byte)'\n');
            onlyOne.Flush();
            using var db = StateFile.Open(folder, TimeSpan.Zero);
            if (Move(db, "PASSIVE") && empties)
                Move(db, "TRUNCATE");
        }
        catch (Exception notNow) when (notNow is IOException or UnauthorizedAccessException or DbException or SidecarException)
        {
            // Somebody else is at it, or it cannot be done here. What was written before is done all the same, and the next
            // writer tries again.
        }
    }

    /// <summary>True where nothing is left to be moved.</summary>
    private static bool Move(StateConnection db, string mode) => db.Query(
        $"PRAGMA wal_checkpoint({mode})",
        row => row.Number("busy") == 0 && row.Number("log") == row.Number("checkpointed")).Single();
}
