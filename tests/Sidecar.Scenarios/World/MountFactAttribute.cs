using System.Diagnostics;

namespace Sidecar.Scenarios.World;

/// <summary>A test that mounts a folder read-only for one process. Skipped where this system does not allow that.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!Works.Value)
            Skip = "'unshare -m' and 'mount --bind' are not permitted here";
    }

    private static Lazy<bool> Works { get; } = new(() =>
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("unshare", ["-m", "mount", "--bind", "/tmp", "/tmp"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            })!;
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });
}
