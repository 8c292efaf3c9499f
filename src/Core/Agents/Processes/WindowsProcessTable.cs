using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Agents.Processes;

/// <summary>Windows: process handles. Not run by the tests on other systems.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsProcessTable : IProcessTable
{
    private const uint QueryLimitedInformation = 0x1000;
    private const uint Synchronize = 0x100000;
    private const int InvalidParameter = 87;
    private const uint StillRunning = 0x102;
    private const int BasicInformation = 0;
    private const int ParentIndex = 5;

    /// <summary>The machine: start times here are absolute, so a boot adds nothing.</summary>
    public string Host => Environment.MachineName;

    /// <inheritdoc/>
    public Liveness Check(ProcessRef process)
    {
        if (process.Pid <= 0)
            return Liveness.Unknown;
        using var handle = OpenProcess(QueryLimitedInformation | Synchronize, false, process.Pid);
        // "Invalid parameter" is how a pid that nobody has is told; a refusal comes from a process that is there.
        if (handle.IsInvalid)
            return Marshal.GetLastPInvokeError() == InvalidParameter ? Liveness.Dead : Liveness.Unknown;
        if (StartedOf(handle) is not { } started)
            return Liveness.Unknown;
        if (started != process.Started)
            return Liveness.Dead;

        // An ended process stays openable for as long as anybody holds a handle of it.
        return WaitForSingleObject(handle, 0) switch
        {
            StillRunning => Liveness.Alive,
            0 => Liveness.Dead,
            _ => Liveness.Unknown,
        };
    }

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid)
    {
        if (pid <= 0)
            return null;
        using var handle = OpenProcess(QueryLimitedInformation, false, pid);
        var information = new nint[ParentIndex + 1];
        if (handle.IsInvalid
            || StartedOf(handle) is not { } started
            || NtQueryInformationProcess(handle, BasicInformation, information, information.Length * nint.Size, out _) != 0)
        {
            return null;
        }

        return new(new(pid, started), (int)information[ParentIndex], ProgramOf(handle));
    }

    /// <summary>Null: Windows keeps it in the memory of the process itself.</summary>
    public IReadOnlyList<string>? CommandLine(int pid) => null;

    private static long? StartedOf(SafeProcessHandle handle) =>
        GetProcessTimes(handle, out var started, out _, out _, out _) ? started : null;

    private static string ProgramOf(SafeProcessHandle handle)
    {
        var path = new char[1024];
        var length = path.Length;
        return QueryFullProcessImageName(handle, 0, path, ref length)
            ? Path.GetFileNameWithoutExtension(new string(path, 0, length))
            : "";
    }

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeProcessHandle OpenProcess(
        uint access, [MarshalAs(UnmanagedType.Bool)] bool inheritHandle, int pid);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetProcessTimes(
        SafeProcessHandle process, out long started, out long ended, out long kernel, out long user);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint WaitForSingleObject(SafeProcessHandle process, uint milliseconds);

    [DllImport("kernel32", EntryPoint = "QueryFullProcessImageNameW", CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool QueryFullProcessImageName(
        SafeProcessHandle process, uint flags, [Out] char[] path, ref int length);

    [DllImport("ntdll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int NtQueryInformationProcess(
        SafeProcessHandle process, int kind, [Out] nint[] information, int size, out int written);
}
