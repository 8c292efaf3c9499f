using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sidecar.Storage;

/// <summary>Gives SQLite a clock finer than a second.</summary>
/// <remarks>
/// The SQLite in the package is built without usleep. Where several processes begin at once it means to pause for some
/// microseconds before it tries again, and then sleeps a whole second: a call, or somebody's commit, hangs for that long.
/// </remarks>
internal static unsafe partial class SqliteSleep
{
    private static readonly delegate* unmanaged[Cdecl]<FileSystem*, int, int> Finer = &Sleep;

    /// <summary>Replaces the pause for this whole process. Windows has a fine one.</summary>
    public static void MakeFiner()
    {
        if (!OperatingSystem.IsWindows() && Find(null) is var files && files is not null)
            files->Sleep = Finer;
    }

    /// <summary>Lets SQLite pause; returns how long it says that it did, in microseconds.</summary>
    internal static int Pause(int microseconds)
    {
        var files = Find(null);
        return files->Sleep(files, microseconds);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(FileSystem* files, int microseconds)
    {
        var milliseconds = (microseconds + 999) / 1000;
#pragma warning disable RS0030 // SQLite asks for exactly this: another process has to get on.
        Thread.Sleep(milliseconds);
#pragma warning restore RS0030
        return milliseconds * 1000;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial FileSystem* Find(byte* name);

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
