namespace Sidecar.Scenarios.World;

/// <summary>
/// The programs under test: those of the folder that SIDECAR_BIN names (the published ones), else those that the build
/// put beside this assembly.
/// </summary>
internal static class Programs
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("SIDECAR_BIN") is { Length: > 0 } published ? published : AppContext.BaseDirectory;

    public static string Command => In("sidecar");

    public static string Server => In("sidecar-mcp");

    public static string Hook => In("sidecar-hook");

    private static string In(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"The program under test is missing: {path}");
    }
}
