using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Sidecar.Agents;

namespace Sidecar.Watching;

/// <summary>Asks the watcher of a repository to end, and waits until it has.</summary>
internal static class WatcherStop
{
    private const int Terminate = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Does it.</summary>
    /// <returns>How it came out, and the watcher's process where there was one.</returns>
    public static async Task<(StopResult Result, int? Pid)> RunAsync(
        SidecarState state, IProcessTable processes, TimeProvider time, CancellationToken cancellationToken)
    {
        // Whether it runs is found out by pid and start time, so that nobody else who has the pid now is asked.
        var report = state.Watcher.Read();
        if (report.Running is Liveness.Dead || report.Process is not { } process)
            return (StopResult.NotRunning, null);
        if (report.Running is Liveness.Unknown)
            return (StopResult.CannotTell, process.Pid);
        if (!Ask(process.Pid) && processes.Check(process) is not Liveness.Dead)
            return (StopResult.NotAllowed, process.Pid);

        var asked = time.GetTimestamp();
        while (processes.Check(process) is not Liveness.Dead)
        {
            if (time.GetElapsedTime(asked) > Limit)
                return (StopResult.StillRunning, process.Pid);
            await Task.Delay(Pause, time, cancellationToken);
        }

        return (StopResult.Stopped, process.Pid);
    }

    private static bool Ask(int pid)
    {
        if (!OperatingSystem.IsWindows())
            return Kill(pid, Terminate) == 0;

        try
        {
            // There is no polite way to ask a process without a window.
            using var process = Process.GetProcessById(pid);
            process.Kill();
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
