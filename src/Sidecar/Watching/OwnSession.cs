using System.Runtime.InteropServices;

namespace Sidecar.Watching;

/// <summary>A session of its own for this process, so that no signal to the group or the terminal of whoever started it comes here.</summary>
internal static class OwnSession
{
    /// <summary>Begins one. Where this process leads a session already there is nothing to do, and the system says so by a refusal.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
    }

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSession();
}
