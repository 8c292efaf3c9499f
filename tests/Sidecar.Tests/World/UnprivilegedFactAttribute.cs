namespace Sidecar.Tests.World;

/// <summary>A test of files that may not be read, which there are none of for whoever may read everything.</summary>
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Skip = "Needs Unix and a user who may not read everything: setpriv --reuid=65534 --clear-groups dotnet test";
    }
}
