using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>Whether the file behind an open database still has its name. SQLite compares what the system knows the file by.</summary>
internal static unsafe partial class MovedFile
{
    // SQLITE_FCNTL_HAS_MOVED
    private const int HasMoved = 20;

    /// <summary>True once the file was deleted, moved or replaced by another; false where the system cannot tell.</summary>
    public static bool Check(sqlite3? db)
    {
        if (db is null)
            return false;

        var moved = 0;
        fixed (byte* main = "main\0"u8)
            return FileControl(db.DangerousGetHandle(), main, HasMoved, &moved) == raw.SQLITE_OK && moved != 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static partial int FileControl(nint db, byte* name, int operation, void* argument);
}
