namespace Sidecar.Watching;

/// <summary>Programs that people work with.</summary>
internal static class PeoplesPrograms
{
    // The system cuts a program's name after 15 characters.
    private static readonly HashSet<string> Editors = new(StringComparer.Ordinal)
    {
        "vim", "nvim", "vi", "nano", "emacs", "helix", "hx", "micro", "kate", "gedit", "gnome-text-edit", "code", "codium", "idea", "rider",
        "pycharm", "webstorm", "clion", "goland", "rustrover", "phpstorm", "zed-editor", "sublime_text", "cursor", "windsurf",
    };

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "bash", "zsh", "fish", "dash", "ksh", "tcsh", "nu", "pwsh", "tmux: server", "screen", "sshd", "login",
    };

    /// <summary>Whether it is one with which people change files wherever they are.</summary>
    public static bool IsEditor(string program) => Editors.Contains(program);

    /// <summary>Whether people start programs from it. A process below none of these may be anybody's: a service, an agent's container.</summary>
    public static bool IsStarter(string program) => Shells.Contains(program) || Editors.Contains(program);
}
