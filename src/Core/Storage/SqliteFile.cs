using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>What SQLite knows about the file that a connection has open.</summary>
internal static unsafe partial class SqliteFile
{
    // SQLITE_FCNTL_HAS_MOVED.
    private const int HasMovedQuestion = 20;

    /// <summary>Whether the file's name leads nowhere now, or to another file. A system where that cannot happen says no.</summary>
    public static bool HasMoved(sqlite3 db)
    {
        var moved = 0;
        return Ask(db.DangerousGetHandle(), null, HasMovedQuestion, &moved) == raw.SQLITE_OK && moved != 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Ask(nint db, byte* database, int question, int* answer);
}
