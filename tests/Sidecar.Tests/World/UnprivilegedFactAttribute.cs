namespace Sidecar.Tests.World;

/// <summary>A test of files that may not be read: see <see cref="Unprivileged"/>.</summary>
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows() || (Environment.IsPrivilegedProcess && !OperatingSystem.IsLinux()))
            Skip = "Needs Unix, and off Linux a user who may not read everything.";
    }
}
