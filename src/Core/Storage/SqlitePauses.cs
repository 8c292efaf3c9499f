using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sidecar.Storage;

/// <summary>How long SQLite pauses before it tries again what another process keeps it from.</summary>
/// <remarks>
/// The SQLite in the package is built without usleep: its own pauses, some meant to last microseconds, are whole seconds,
/// and a process that writes without pause then keeps the others out for many of them. Asking again every millisecond
/// gives everybody the same chance.
/// </remarks>
internal static unsafe partial class SqlitePauses
{
    // A wait begins and ends inside one call into SQLite, so on one thread.
    [ThreadStatic]
    private static long _waitsSince;

    /// <summary>Lets the pauses that SQLite makes on its own be as short as it means them, in this whole process.</summary>
    public static void MakeShort()
    {
        // Windows has short ones.
        if (!OperatingSystem.IsWindows() && FindFileSystem(null) is var files && files is not null)
            files->Sleep = &Sleep;
    }

    /// <summary>Makes a connection ask again every millisecond for at most this long.</summary>
    public static void AskAgain(sqlite3 db, TimeSpan patience) =>
        _ = SetBusyHandler(db.DangerousGetHandle(), &IsWorthWaiting, (nint)patience.TotalMilliseconds);

    /// <summary>Lets SQLite pause; returns how long it says that it did, in microseconds.</summary>
    internal static int Pause(int microseconds)
    {
        var files = FindFileSystem(null);
        return files->Sleep(files, microseconds);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(FileSystem* files, int microseconds)
    {
        var milliseconds = (microseconds + 999) / 1000;
        Rest(milliseconds);
        return milliseconds * 1000;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsWorthWaiting(nint patienceMs, int timesBefore)
    {
        if (timesBefore == 0)
            _waitsSince = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(_waitsSince).TotalMilliseconds >= patienceMs)
            return 0;

        Rest(1);
        return 1;
    }

    private static void Rest(int milliseconds)
    {
#pragma warning disable RS0030 // The lock belongs to another process: there is no signal to wait for.
        Thread.Sleep(milliseconds);
#pragma warning restore RS0030
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial FileSystem* FindFileSystem(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int SetBusyHandler(nint db, delegate* unmanaged[Cdecl]<nint, int, int> handler, nint patienceMs);

    /// <summary>sqlite3_vfs as SQLite publishes it, up to what is replaced here.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileSystem
    {
        private readonly int _version, _fileSize, _longestPath;
        private readonly nint _next, _name, _ownData;
        private readonly nint _open, _delete, _access, _fullPath;
        private readonly nint _loadLibrary, _loadError, _loadSymbol, _unloadLibrary;
        private readonly nint _random;

        public delegate* unmanaged[Cdecl]<FileSystem*, int, int> Sleep;
    }
}
