namespace Sidecar.Scenarios.World;

/// <summary>Protocol lines for scripts that talk to a server by a pipe.</summary>
internal static class Requests
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"stand-in","version":"1"}}}""";

    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    /// <summary>A shell command that prints the greeting and then these requests.</summary>
    public static string Printed(params string[] requests) =>
        $"printf '%s\\n' {string.Join(' ', new[] { Initialize, Initialized }.Concat(requests).Select(line => $"'{line}'"))}";

    /// <summary>A call of a tool.</summary>
    public static string Call(int id, string tool, string arguments = "{}") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";
}
