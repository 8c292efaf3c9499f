namespace Sidecar.Setup.Clients;

/// <summary>The clients that <c>sidecar init</c> can set up.</summary>
internal static class KnownClients
{
    /// <summary>In place of a client: set up none.</summary>
    public const string None = "none";

    // All of them read the file .mcp.json at the root of the worktree.
    private static readonly string[] Names = ["claude-code", "copilot", "vscode"];

    /// <summary>Whether the file .mcp.json is wanted.</summary>
    /// <exception cref="SidecarException">A client is not known.</exception>
    public static bool WantMcpJson(IReadOnlyList<string>? clients)
    {
        if (clients is null)
            return true;

        var list = string.Join(", ", Names);
        foreach (var client in clients.Where(client => client != None && !Names.Contains(client, StringComparer.Ordinal)))
        {
            throw SidecarException.Usage(
                $"Sidecar cannot set up the client '{Printable.OneLine(client)}'. It knows {list}, and {None}.",
                $"name one of these with --client, or register {ProgramFolder.ServerName} in that client's own settings");
        }

        if (clients.Contains(None, StringComparer.Ordinal) && clients.Count > 1)
            throw SidecarException.Usage($"--client {None} stands alone.", "sidecar init --client none");

        return clients.Any(client => client != None);
    }
}
