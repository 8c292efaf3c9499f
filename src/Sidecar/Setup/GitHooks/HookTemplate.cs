namespace Sidecar.Setup.GitHooks;

/// <summary>The hook that is embedded in this program.</summary>
internal static class HookTemplate
{
    public static string Read()
    {
        using var stream = typeof(HookTemplate).Assembly.GetManifestResourceStream($"hooks/{HookLocation.HookName}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
