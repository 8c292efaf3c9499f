using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Sidecar.Agents.Processes;

/// <summary>macOS: libproc. Not run by the tests on other systems.</summary>
[SupportedOSPlatform("macos")]
public sealed class MacProcessTable : IProcessTable
{
    private const int NoSuchProcess = 3;

    // struct proc_bsdinfo of <sys/proc_info.h>: its flavour, its size and where its fields lie.
    private const int BsdInfo = 3;
    private const int InfoSize = 136;
    private const int StatusAt = 4;
    private const int PidAt = 12;
    private const int ParentAt = 16;
    private const int ProgramAt = 48;
    private const int ProgramLength = 16;
    private const int SecondsAt = 120;
    private const int MicrosecondsAt = 128;
    private const uint Zombie = 5;

    // <sys/sysctl.h>: CTL_KERN and KERN_PROCARGS2.
    private const int Kernel = 1;
    private const int ProcessArguments = 49;

    private readonly Lazy<string> _host = new(ReadHost);

    /// <summary>The boot session alone: the host name of a Mac changes with the network, and it has no pid namespaces.</summary>
    public string Host => _host.Value;

    /// <inheritdoc/>
    public Liveness Check(ProcessRef process)
    {
        if (process.Pid <= 0)
            return Liveness.Unknown;
        var info = new byte[InfoSize];
        if (!Read(process.Pid, info))
            return Marshal.GetLastPInvokeError() == NoSuchProcess ? Liveness.Dead : Liveness.Unknown;

        var isZombie = BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(StatusAt)) == Zombie;
        return !isZombie && StartedIn(info) == process.Started ? Liveness.Alive : Liveness.Dead;
    }

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid)
    {
        var info = new byte[InfoSize];
        if (pid <= 0 || !Read(pid, info))
            return null;

        var program = Encoding.UTF8.GetString(info.AsSpan(ProgramAt, ProgramLength)).Split('\0')[0];
        return new(
            new(BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(PidAt)), StartedIn(info)),
            BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(ParentAt)),
            program);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? CommandLine(int pid)
    {
        if (pid <= 0)
            return null;

        // The kernel fills a smaller buffer from the wrong end, so it has to hold the longest command line that there can be.
        var longest = new byte[sizeof(int)];
        var length = (nuint)longest.Length;
        if (SysctlByName([.. "kern.argmax\0"u8], longest, ref length, 0, 0) != 0)
            return null;

        var arguments = new byte[BinaryPrimitives.ReadInt32LittleEndian(longest)];
        length = (nuint)arguments.Length;
        return Sysctl([Kernel, ProcessArguments, pid], 3, arguments, ref length, 0, 0) == 0
            ? MacArguments.Parse(arguments.AsSpan(0, (int)length))
            : null;
    }

    private static long StartedIn(ReadOnlySpan<byte> info) =>
        (BinaryPrimitives.ReadInt64LittleEndian(info[SecondsAt..]) * 1_000_000)
        + BinaryPrimitives.ReadInt64LittleEndian(info[MicrosecondsAt..]);

    // The argument 1 asks for zombies too; without it they would be "no such process", as dead as they are.
    private static bool Read(int pid, byte[] info) => ProcPidInfo(pid, BsdInfo, 1, info, InfoSize) == InfoSize;

    private static string ReadHost()
    {
        var value = new byte[64];
        var length = (nuint)value.Length;
        return SysctlByName([.. "kern.bootsessionuuid\0"u8], value, ref length, 0, 0) == 0
            ? Encoding.UTF8.GetString(value).Split('\0')[0]
            : Environment.MachineName;
    }

    [DllImport("libproc", EntryPoint = "proc_pidinfo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ProcPidInfo(int pid, int flavor, ulong argument, byte[] buffer, int size);

    [DllImport("libc", EntryPoint = "sysctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sysctl(
        int[] name, uint names, byte[] value, ref nuint length, nint newValue, nuint newLength);

    [DllImport("libc", EntryPoint = "sysctlbyname")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SysctlByName(byte[] name, byte[] value, ref nuint length, nint newValue, nuint newLength);
}
