namespace Sidecar.Agents;

/// <summary>Which process is the coding client that started a server.</summary>
public static class ClientProcess
{
    // They only start other programs, between a client and its server. No client is called so.
    private static readonly HashSet<string> Launchers = new(StringComparer.OrdinalIgnoreCase)
    {
        "sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "powershell", "pwsh",
        "env", "timeout", "nice", "npx", "sidecar", "sidecar-mcp",
    };

    // They hold whatever a person does in any of many shells: taken for a client, one would make all of it an agent's work.
    private static readonly HashSet<string> Desktops = new(StringComparer.OrdinalIgnoreCase)
    {
        "systemd", "login", "sshd", "sshd-session", "tmux", "tmux: server", "screen",
        "gnome-terminal-", "konsole", "xterm", "Terminal", "iTerm2", "WindowsTerminal", "explorer",
    };

    /// <summary>
    /// The client and the process that started the server (the client itself, or a shell between the two). The client is
    /// the nearest ancestor that is called as such a client is, or whose pid the client left in the environment; else the
    /// nearest one that is no mere launcher; else the launcher. The first process of a system is never either.
    /// </summary>
    /// <param name="processes">The process table.</param>
    /// <param name="pid">The server's pid.</param>
    /// <param name="client">The client as it names itself: a pid that another client left there says nothing.</param>
    /// <param name="environment">The server's environment.</param>
    public static (ProcessRef? Client, ProcessRef? Launcher) Find(
        IProcessTable processes, int pid, string client, IReadOnlyDictionary<string, string> environment)
    {
        var ancestors = Lineage.Of(processes, pid).TakeWhile(entry => entry.Process.Pid > 1).ToList();
        if (ancestors.Count == 0)
            return (null, null);

        var programs = KnownClient.Find(client)?.Programs ?? [];
        var ownPid = ClientMarkers.PidOf(client, environment);
        var found = ancestors.Find(entry => entry.Process.Pid == ownPid || programs.Contains(entry.Program, StringComparer.Ordinal))
            ?? ancestors.Find(entry => !IsLauncher(entry.Program));
        var launcher = ancestors[0];
        return (found is null || Desktops.Contains(found.Program) ? launcher.Process : found.Process, launcher.Process);
    }

    // npm and npx rename themselves to what they do: "npm exec ...", "npm run ...".
    private static bool IsLauncher(string program) =>
        Launchers.Contains(program) || program.StartsWith("npm ", StringComparison.Ordinal);
}
