using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Repository;

/// <summary>Opens files in a folder where anybody may put anything at any moment.</summary>
public static partial class PlainFile
{
    // open(2): read only, without waiting for the other end of a pipe, without following a link, closed in started programs.
    private static int Flags => OperatingSystem.IsMacOS() ? 0x4 | 0x100 | 0x100_0000
        : 0x800 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x2_0000) | 0x8_0000;

    /// <summary>
    /// Opens a file for reading. Null where it is a link or a pipe, or cannot be opened; a folder throws when it is read.
    /// </summary>
    public static FileStream? TryOpen(string path)
    {
        if (OperatingSystem.IsWindows())
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        var handle = Open(path, Flags);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (file.CanSeek)
            return file;
        file.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
