using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sidecar.Tests.World;

/// <summary>Lets a piece of a test run like the files' owner who may only what their modes say, also where root runs it.</summary>
internal static class Unprivileged
{
    // Linux: <linux/capability.h>. The two rights by which root reads and writes what the modes forbid.
    private const uint Version3 = 0x20080522;
    private const uint OverrideModes = 1 << 1;
    private const uint ReadAndSearch = 1 << 2;

    /// <summary>Runs it on a thread of its own, because rights are a thread's; what it throws is thrown here.</summary>
    public static void Run(Action piece)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            piece();
            return;
        }

        Task.Factory.StartNew(
            () =>
            {
                GiveUpRights();
                piece();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
    }

    private static void GiveUpRights()
    {
        var header = new Header(Version3, Pid: 0);
        var rights = new Rights[2];
        if (Get(ref header, rights) != 0)
            throw new Win32Exception();
        rights[0] = rights[0] with { Effective = rights[0].Effective & ~(OverrideModes | ReadAndSearch) };
        if (Set(ref header, rights) != 0)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "capget", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Get(ref Header header, [In, Out] Rights[] rights);

    [DllImport("libc", EntryPoint = "capset", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(ref Header header, Rights[] rights);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Header(uint Version, int Pid);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Rights(uint Effective, uint Permitted, uint Inheritable);
}
