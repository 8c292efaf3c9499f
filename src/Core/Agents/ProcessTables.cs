using Sidecar.Agents.Processes;

namespace Sidecar.Agents;

/// <summary>Chooses the process table.</summary>
public static class ProcessTables
{
    /// <summary>The table of the system this runs on.</summary>
    public static IProcessTable ForThisSystem()
    {
        if (OperatingSystem.IsLinux())
            return new LinuxProcessTable();
        if (OperatingSystem.IsMacOS())
            return new MacProcessTable();
        if (OperatingSystem.IsWindows())
            return new WindowsProcessTable();

        throw new PlatformNotSupportedException("Sidecar runs on Linux, macOS and Windows.");
    }
}
