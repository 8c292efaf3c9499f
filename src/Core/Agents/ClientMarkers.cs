namespace Sidecar.Agents;

/// <summary>
/// What coding clients leave in the environment of the processes they start. Anybody can set these variables, so a value
/// that is empty, too long or not printable counts as absent.
/// </summary>
public static class ClientMarkers
{
    /// <summary>The longest value that counts, in characters.</summary>
    public const int MaxLength = 200;

    // Any client may set it, as "claude-code_2-1-329_agent".
    private const string AnyAgent = "AI_AGENT";

    /// <summary>
    /// The session "VARIABLE=value" that a client of this name (as in MCP's clientInfo) put there, or null. A variable of
    /// another client is inherited from an outer agent and says nothing about this one.
    /// </summary>
    public static string? SessionOf(string client, IReadOnlyDictionary<string, string> environment) =>
        KnownClient.Find(client) is { } known ? Session(known, environment) : null;

    /// <summary>All sessions "VARIABLE=value" in the environment.</summary>
    public static IReadOnlyList<string> Sessions(IReadOnlyDictionary<string, string> environment) =>
        [.. KnownClient.All.Select(known => Session(known, environment)).OfType<string>()];

    /// <summary>
    /// The client whose mark is there ("claude-code", "gemini-cli", ...), or null: a human. Where an agent started
    /// another, both marks are there, and the one that is usually started by others is taken: codex, copilot-cli,
    /// opencode, gemini-cli, cursor, cline, claude-code, and AI_AGENT last.
    /// </summary>
    public static string? Client(IReadOnlyDictionary<string, string> environment) =>
        Clients(environment) is [var first, ..] ? first : null;

    /// <summary>All clients whose mark is there, in the order of <see cref="Client"/>.</summary>
    public static IReadOnlyList<string> Clients(IReadOnlyDictionary<string, string> environment)
    {
        var marked = KnownClient.All
            .Where(known => known.Marks.Any(mark => Value(environment, mark) is not null))
            .Select(known => known.Name);
        var named = Value(environment, AnyAgent)?.Split('_')[0];
        return [.. (string.IsNullOrWhiteSpace(named) ? marked : marked.Append(NameOf(named))).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>One name for a client however it calls itself: "codex" for "codex-mcp-client".</summary>
    public static string NameOf(string client) => KnownClient.Find(client)?.Name ?? client;

    /// <summary>Whether a session "VARIABLE=value" is a pid, which counts on one host only.</summary>
    internal static bool IsPid(string session) => KnownClient.All.Any(known =>
        known.PidVariable is { } variable && session.StartsWith($"{variable}=", StringComparison.Ordinal));

    /// <summary>The pid that a client of this name says is its own, or null.</summary>
    internal static int? PidOf(string client, IReadOnlyDictionary<string, string> environment) =>
        KnownClient.Find(client)?.PidVariable is { } variable && int.TryParse(Value(environment, variable), out var pid)
            ? pid
            : null;

    private static string? Session(KnownClient known, IReadOnlyDictionary<string, string> environment) =>
        known.SessionVariable is { } variable && Value(environment, variable) is { } value ? $"{variable}={value}" : null;

    private static string? Value(IReadOnlyDictionary<string, string> environment, string variable) =>
        environment.TryGetValue(variable, out var value)
        && value.Length is > 0 and <= MaxLength
        && Printable.OneLine(value) == value
            ? value
            : null;
}
