using Microsoft.Data.Sqlite;
using Sidecar.History.Stored;
using Sidecar.Storage;

namespace Sidecar.History;

/// <summary>
/// Brings the index of the history in the state folder up to date. Of several processes that try, one does it. Whatever
/// happens in the middle, the next one goes on or begins anew.
/// </summary>
/// <param name="reader">Reads the index there: what it cannot read is thrown away.</param>
/// <param name="time">The clock.</param>
public sealed class HistoryIndexer(HistoryReader reader, TimeProvider time)
{
    /// <summary>Does it, if there is anything to do.</summary>
    /// <param name="history">The history.</param>
    /// <param name="tips">The commits whose history is wanted: what is checked out in each worktree.</param>
    /// <param name="most">How many commits it is to have at most; it may have a tenth more.</param>
    /// <param name="cancellationToken">Ends it in good order; what is there by then can be read.</param>
    /// <exception cref="SidecarException">The history cannot be read, which whoever reads is told, too; or the file not written.</exception>
    public IndexOutcome Update(ICommitHistory history, IReadOnlyList<string> tips, int most, CancellationToken cancellationToken)
    {
        try
        {
            using var only = TryLock();
            return only is null ? IndexOutcome.Busy : UpdateAlone(history, tips, most, cancellationToken);
        }
        catch (Exception unwritten) when (unwritten is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SidecarException.CannotTell(
                $"The index of the history in {Folder} cannot be written: {Printable.OneLine(unwritten.Message)}",
                $"see whether {Folder} can be written, and whether the disk is full");
        }
    }

    /// <summary>Tells whoever reads that the history cannot be read, and why.</summary>
    public void Tell(SidecarException problem)
    {
        try
        {
            using var only = TryLock();
            using var store = only is null ? null : new HistoryStore(Folder);
            store?.Tell(store.Read() with { Stage = HistoryStage.Unreadable, Detail = problem.Message });
        }
        catch (Exception untold) when (untold is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The problem itself is told by whoever asked; this is for those who ask later.
        }
    }

    private string Folder => reader.Folder;

    private FileStream? TryLock()
    {
        try
        {
            return LockFile.Open(Path.Combine(Folder, HistoryFile.LockName));
        }
        catch (IOException held) when (LockFile.IsHeld(held))
        {
            return null;
        }
    }

    private IndexOutcome UpdateAlone(ICommitHistory history, IReadOnlyList<string> tips, int most, CancellationToken cancellationToken)
    {
        try
        {
            return UpdateFile(history, tips, most, cancellationToken);
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            HistoryFile.Replace(Folder);
            return UpdateFile(history, tips, most, cancellationToken);
        }
    }

    private IndexOutcome UpdateFile(ICommitHistory history, IReadOnlyList<string> tips, int most, CancellationToken cancellationToken)
    {
        if (reader.FindsDamage())
            HistoryFile.Replace(Folder);

        using var store = new HistoryStore(Folder);
        try
        {
            return new HistoryUpdate(store, history, time, tips, most).Run(cancellationToken);
        }
        catch (SidecarException unread)
        {
            store.Tell(store.Read() with { Stage = HistoryStage.Unreadable, Detail = unread.Message });
            throw;
        }
    }

    private static bool IsDamage(Exception failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_ERROR,
        InvalidDataException or InvalidCastException or FormatException or OverflowException => true,
        _ => false,
    };
}
