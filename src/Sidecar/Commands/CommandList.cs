namespace Sidecar.Commands;

/// <summary>All commands, in the order in which help shows them. Each is built only when it may be the one meant.</summary>
internal static class CommandList
{
    private static readonly IReadOnlyList<(string Name, Func<SidecarCommand> Create)> Entries =
    [
        ("init", () => new InitCommand()),
        ("uninstall", () => new UninstallCommand()),
        ("status", () => new StatusCommand()),
        ("watch", () => new WatchCommand()),
        ("stop", () => new StopCommand()),
        ("whoami", () => new WhoamiCommand()),
        ("agents", () => new AgentsCommand()),
        ("announce", () => new AnnounceCommand()),
        ("claim", () => new ClaimCommand()),
        ("release", () => new ReleaseCommand()),
        ("claims", () => new ClaimsCommand()),
        ("check", () => new CheckCommand()),
        ("related", () => new RelatedCommand()),
        ("touches", () => new TouchesCommand()),
        ("send", () => new SendCommand()),
        ("inbox", () => new InboxCommand()),
        ("log", () => new LogCommand()),
        ("topics", () => new TopicsCommand()),
        ("consult", () => new ConsultCommand()),
        ("handoff", () => new HandoffCommand()),
        ("orphans", () => new OrphansCommand()),
        ("rename", () => new RenameCommand()),
        ("demo", () => new DemoCommand()),
        ("doctor", () => new DoctorCommand()),
        ("mcp", () => new McpCommand()),
        ("hook", () => new HookCommand()),
    ];

    /// <summary>Every command.</summary>
    public static IEnumerable<SidecarCommand> All() => Entries.Select(entry => entry.Create());

    /// <summary>The commands whose names are among the arguments; the parser finds out which of them is the command.</summary>
    public static IEnumerable<SidecarCommand> Named(IReadOnlyList<string> args) =>
        Entries.Where(entry => args.Contains(entry.Name, StringComparer.Ordinal)).Select(entry => entry.Create());

    /// <summary>The command that somebody may have meant by a mistyped name, or null if none is like it.</summary>
    public static string? Nearest(string mistyped)
    {
        var nearest = Entries.Select(entry => entry.Name).MinBy(name => Typing.Mistakes(mistyped, name))!;
        return Typing.Mistakes(mistyped, nearest) <= Math.Min(2, mistyped.Length - 2) ? nearest : null;
    }
}
