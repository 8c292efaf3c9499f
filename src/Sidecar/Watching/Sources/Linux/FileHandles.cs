using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>Asks the kernel for the handle by which events name a directory, and for the directory of a handle.</summary>
internal static partial class FileHandles
{
    private const int HeaderSize = 8;
    private const int MaxHandleSize = 128;
    private const int OfTheFileItself = 0x1000;
    private const int CloseOnExec = 0x80000;

    // A file system that cannot open by handle may still name by it; kernels before 6.5 do not know the flag.
    private const int OnlyToCompare = 0x200;
    private const int InvalidArgument = 22;

    // struct statfs of 64-bit Linux.
    private const int StatfsSize = 120;
    private const int StatfsIdAt = 56;

    /// <summary>Returns 0 or the system's error number.</summary>
    public static int Find(SafeFileHandle directory, out FileHandle handle)
    {
        var bytes = new byte[FileHandle.FileSystemSize + HeaderSize + MaxHandleSize];
        handle = new(bytes);
        var error = Ask(directory, bytes.AsSpan(FileHandle.FileSystemSize));
        if (error != 0)
            return error;

        Span<byte> fileSystem = stackalloc byte[StatfsSize];
        if (fstatfs(directory, fileSystem) != 0)
            return Marshal.GetLastPInvokeError();

        fileSystem.Slice(StatfsIdAt, FileHandle.FileSystemSize).CopyTo(bytes);
        var size = MemoryMarshal.Read<int>(bytes.AsSpan(FileHandle.FileSystemSize));
        handle = new(bytes[..(FileHandle.FileSystemSize + HeaderSize + size)]);
        return 0;
    }

    /// <summary>Opens a directory wherever it is now; null where it is gone or the file system cannot do that.</summary>
    /// <param name="sameFileSystem">Any directory of its file system, opened for reading.</param>
    /// <param name="handle">The directory wanted.</param>
    public static SafeFileHandle? Open(SafeFileHandle sameFileSystem, FileHandle handle) =>
        open_by_handle_at(sameFileSystem, handle.Handle, CloseOnExec) is >= 0 and var file
            ? new(file, ownsHandle: true)
            : null;

    private static int Ask(SafeFileHandle directory, Span<byte> handle)
    {
        var flags = OfTheFileItself | OnlyToCompare;
        while (true)
        {
            MemoryMarshal.Write(handle, MaxHandleSize);
            if (name_to_handle_at(directory, [0], handle, out _, flags) == 0)
                return 0;
            var error = Marshal.GetLastPInvokeError();
            if (error != InvalidArgument || flags == OfTheFileItself)
                return error;
            flags = OfTheFileItself;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int name_to_handle_at(
        SafeFileHandle folder, byte[] path, Span<byte> handle, out int mount, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open_by_handle_at(SafeFileHandle mount, byte[] handle, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fstatfs(SafeFileHandle file, Span<byte> answer);
}
