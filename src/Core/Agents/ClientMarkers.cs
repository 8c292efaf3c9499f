namespace Sidecar.Agents;

/// <summary>What coding clients leave in the environment of the processes they start.</summary>
public static class ClientMarkers
{
    /// <summary>
    /// The session "VARIABLE=value" that a client of this name (as in MCP's clientInfo) put there, or null. A variable of
    /// another client is inherited from an outer agent and says nothing about this one.
    /// </summary>
    public static string? SessionOf(string client, IReadOnlyDictionary<string, string> environment) =>
        throw new NotImplementedException();

    /// <summary>All sessions "VARIABLE=value" in the environment.</summary>
    public static IReadOnlyList<string> Sessions(IReadOnlyDictionary<string, string> environment) =>
        throw new NotImplementedException();

    /// <summary>The client whose mark is there ("claude-code", "gemini-cli", ...), or null: a human.</summary>
    public static string? Client(IReadOnlyDictionary<string, string> environment) => throw new NotImplementedException();
}
