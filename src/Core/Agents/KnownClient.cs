namespace Sidecar.Agents;

/// <summary>A coding client and what tells it.</summary>
/// <param name="Name">Its name here.</param>
public sealed record KnownClient(string Name)
{
    /// <summary>
    /// All of them. Where an agent was started by another and nothing else tells, the first one here is taken: so the
    /// client that most often starts the others comes last.
    /// </summary>
    /// <remarks>Aider leaves no mark: AIDER_* are settings, which people export in their own shells.</remarks>
    public static IReadOnlyList<KnownClient> All { get; } =
    [
        new("codex")
        {
            Aliases = ["codex-mcp-client"], Programs = ["codex"], Marks = ["CODEX_THREAD_ID", "CODEX_SESSION_ID"],
            SessionVariable = "CODEX_THREAD_ID",
        },
        new("copilot-cli")
        {
            Aliases = ["github-copilot-cli"], Programs = ["copilot"], Marks = ["COPILOT_CLI", "COPILOT_AGENT_SESSION_ID"],
            SessionVariable = "COPILOT_AGENT_SESSION_ID",
        },
        new("opencode")
        {
            Programs = ["opencode"], Marks = ["OPENCODE", "OPENCODE_PID"],
            SessionVariable = "OPENCODE_PID", PidVariable = "OPENCODE_PID",
        },
        new("gemini-cli") { Aliases = ["gemini-cli-mcp-client"], Programs = ["gemini"], Marks = ["GEMINI_CLI"] },
        new("cursor") { Aliases = ["cursor-agent", "cursor-vscode"], Programs = ["cursor-agent"], Marks = ["CURSOR_AGENT"] },
        new("cline") { Aliases = ["@cline/core"], Programs = ["cline"], Marks = ["CLINE_ACTIVE"] },
        new("claude-code")
        {
            Programs = ["claude"], Marks = ["CLAUDECODE", "CLAUDE_CODE_SESSION_ID"],
            SessionVariable = "CLAUDE_CODE_SESSION_ID", PidVariable = "CLAUDE_PID",
        },
    ];

    /// <summary>Other names it gives itself in MCP's clientInfo.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What its process is called.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Variables of which any one says that this client started the process.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The variable that holds its session; null where it has none.</summary>
    public string? SessionVariable { get; init; }

    /// <summary>The variable that holds its pid; null where it has none.</summary>
    public string? PidVariable { get; init; }

    /// <summary>The client of this name, in any of its forms; null for one that is not known here.</summary>
    public static KnownClient? Find(string client) => All.FirstOrDefault(known =>
        known.Name.Equals(client, StringComparison.OrdinalIgnoreCase)
        || known.Aliases.Contains(client, StringComparer.OrdinalIgnoreCase));

    /// <summary>The client whose process is called so; null for any other program.</summary>
    public static KnownClient? OfProgram(string program) =>
        All.FirstOrDefault(known => known.Programs.Contains(program, StringComparer.Ordinal));
}
