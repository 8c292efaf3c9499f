using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>Moves the write-ahead log into the database, by one process at a time.</summary>
/// <remarks>
/// In SQLite before 3.51.3 two checkpoints that race with a writer can damage the file, and many short-lived writers are
/// the exposed pattern. So nobody checkpoints automatically or on close, and this is the only place that does.
/// </remarks>
internal static class Checkpoints
{
    /// <summary>The log's size from which a checkpoint is worth its time, in bytes.</summary>
    private const long DueFrom = 1024 * 1024;

    /// <summary>Checkpoints if the log has grown and nobody else is at it.</summary>
    public static void RunIfDue(string folder, DbConnection db, Lock gate)
    {
        var log = new FileInfo(Path.Combine(folder, StateFile.Name + "-wal"));
        if (!log.Exists || log.Length < DueFrom)
            return;

        try
        {
            using var onlyOne = LockFile.Open(Path.Combine(folder, "checkpoint.lock"));
            lock (gate)
                db.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (Exception notNow) when (notNow is IOException or UnauthorizedAccessException or DbException)
        {
            // Somebody else is at it, or it cannot be done here. What was written before is done all the same, and the next
            // writer tries again.
        }
    }
}
