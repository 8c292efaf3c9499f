namespace Sidecar.Scenarios.World;

/// <summary>A test that looks at what only Linux tells of a process.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "only Linux tells which files a process has open";
    }
}
