namespace Sidecar.Setup.GitHooks;

/// <summary>The hooks that are embedded in this program: a file for each that is like no other, and one for the rest.</summary>
internal static class HookTemplate
{
    private const string ForTheRest = "notice";

    /// <summary>What git would start under this name, with a place left for the program.</summary>
    public static string Read(string hook)
    {
        using var stream = Open(hook) ?? Open(ForTheRest)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("@SIDECAR_NAME@", hook, StringComparison.Ordinal);
    }

    private static Stream? Open(string file) => typeof(HookTemplate).Assembly.GetManifestResourceStream($"hooks/{file}");
}
