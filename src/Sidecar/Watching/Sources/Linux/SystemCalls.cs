using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Watching.Sources.Linux;

/// <summary>What several sources ask the kernel. Paths are bytes that end with a zero.</summary>
internal static partial class SystemCalls
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;
    public const int TooManyFiles = 24;
    public const int NoSpace = 28;
    public const int TooManyLinks = 40;
    public const int NoBuffers = 105;

    public const short Readable = 1;

    private const int CloseOnExec = 0x80000;
    private const int OnlyToName = 0x200000;

    // The two that differ between processors.
    private static readonly int OnlyDirectory = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static SafeFileHandle? OpenBell() => eventfd(0, CloseOnExec) is >= 0 and var bell ? new(bell, ownsHandle: true) : null;

    public static void Ring(SafeFileHandle bell)
    {
        Span<byte> one = stackalloc byte[sizeof(ulong)];
        BitConverter.TryWriteBytes(one, 1UL);
        _ = write(bell, one, one.Length);
    }

    /// <summary>Waits until one of them can be read; milliseconds below zero wait without limit.</summary>
    public static void Poll(Span<PollEntry> entries, int milliseconds)
    {
        // The runtime interrupts threads with signals for its own purposes.
        while (poll(entries, (nuint)entries.Length, milliseconds) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }
    }

    /// <summary>The bytes read, or the error number below zero: <see cref="TryAgain"/> where there is nothing more now.</summary>
    public static int Read(SafeFileHandle file, Span<byte> buffer)
    {
        while (true)
        {
            var length = (int)read(file, buffer, buffer.Length);
            if (length >= 0)
                return length;
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                return -error;
        }
    }

    /// <summary>A directory to ask about, never through a symbolic link at its end; null with the error number.</summary>
    public static SafeFileHandle? OpenDirectory(byte[] path, bool toRead, out int error)
    {
        var file = open(OsPath.Terminated(path), CloseOnExec | OnlyDirectory | NoFollow | (toRead ? 0 : OnlyToName));
        error = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        return file < 0 ? null : new(file, ownsHandle: true);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint start, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open(byte[] path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(Span<PollEntry> entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeFileHandle file, Span<byte> buffer, nint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint length);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry(SafeFileHandle file)
    {
        private readonly int _file = (int)file.DangerousGetHandle();
        private readonly short _wanted = Readable;
        private readonly short _answer;

        public readonly bool IsReady => _answer != 0;
    }
}
