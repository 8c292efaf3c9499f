namespace Sidecar.Setup.GitHooks;

/// <summary>What kind of program a hook file is, told from its first bytes. Bytes as in <see cref="Files.ByteText"/>.</summary>
internal static class HookScript
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "ksh", "zsh", "ash", "mksh"];

    /// <summary>Whether POSIX shell lines can be put into it. Git runs a text without "#!" by sh.</summary>
    public static bool IsShell(string hook)
    {
        if (hook.Contains('\0', StringComparison.Ordinal))
            return false;

        return hook.StartsWith("#!", StringComparison.Ordinal)
            ? Shells.Contains(Interpreter(FirstLine(hook)[2..]))
            : !hook.StartsWith("\u00ef\u00bb\u00bf", StringComparison.Ordinal);
    }

    /// <summary>Whether some line ends in CR LF, which a shell takes for part of the line.</summary>
    public static bool HasCarriageReturns(string hook) => hook.Contains("\r\n", StringComparison.Ordinal);

    /// <summary>Where our lines go: behind the "#!" line, or at the start where there is none.</summary>
    public static int StartOfBody(string hook)
    {
        if (!hook.StartsWith("#!", StringComparison.Ordinal))
            return 0;

        var end = hook.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? hook.Length : end + 1;
    }

    private static string FirstLine(string hook)
    {
        var end = hook.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? hook : hook[..end];
    }

    private static string Interpreter(string command)
    {
        var words = command.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length == 0 ? "" : NameOf(words[0]);
        if (name != "env")
            return name;

        var started = words.Skip(1).FirstOrDefault(word => word[0] != '-' && !word.Contains('=', StringComparison.Ordinal));
        return started is null ? "" : NameOf(started);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
