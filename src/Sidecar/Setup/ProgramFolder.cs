using Sidecar.Repository;

namespace Sidecar.Setup;

/// <summary>The folder in which sidecar, sidecar-mcp and sidecar-hook lie side by side.</summary>
/// <param name="Path">The folder, absolute.</param>
internal sealed record ProgramFolder(string Path)
{
    /// <summary>The MCP server's name, as a client finds it on PATH.</summary>
    public const string ServerName = "sidecar-mcp";

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>The command.</summary>
    public string Command => System.IO.Path.Combine(Path, "sidecar" + Suffix);

    /// <summary>The MCP server.</summary>
    public string Server => System.IO.Path.Combine(Path, ServerName + Suffix);

    /// <summary>What the git hooks start.</summary>
    public string Hook => System.IO.Path.Combine(Path, "sidecar-hook" + Suffix);

    /// <summary>Whether the bare name <see cref="ServerName"/> starts the server of this folder.</summary>
    public bool ServerIsOnPath(IReadOnlyDictionary<string, string> environment) =>
        FindServerOnPath(environment) is { } found
        && File.Exists(Server)
        && RealPath.Of(found) == RealPath.Of(Server);

    /// <summary>What the bare name <see cref="ServerName"/> starts, or null if it starts nothing.</summary>
    public static string? FindServerOnPath(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("PATH", "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(System.IO.Path.IsPathFullyQualified)
            .Select(folder => System.IO.Path.Combine(folder, ServerName + Suffix))
            .FirstOrDefault(IsProgram);

    /// <summary>Whether there is a file that may be executed.</summary>
    public static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || Files.FileModes.IsExecutable(path));
}
