using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Sidecar.Tests.Mcp;

/// <summary>What goes over the wire, line by line, without any library on the client's side.</summary>
internal static class Lines
{
    public static string Initialize(string version, string client = "c") =>
        $$$$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"{{{{version}}}}","capabilities":{},"clientInfo":{"name":"{{{{client}}}}","version":"1"}}}""";

    public static string Call(int id, string tool, string arguments) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":""" + arguments + "}}";

    /// <summary>The same request in the revision without a greeting: it says itself who asks.</summary>
    public static string Ungreeted(string line, string client = "c")
    {
        var request = JsonNode.Parse(line)!;
        var parameters = request["params"] ??= new JsonObject();
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = client, ["version"] = "1" },
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        };
        return request.ToJsonString();
    }

    public static string Discover(string client = "c") =>
        Ungreeted("""{"jsonrpc":"2.0","id":0,"method":"server/discover"}""", client);

    /// <summary>Requests are served at the same time: answers come in any order.</summary>
    public static JsonNode Reply(IEnumerable<JsonNode> replies, int id) =>
        replies.Single(reply => reply["id"]?.ToString() == id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Says all lines at once to a new server, ends the input and returns every reply.</summary>
    public static async Task<List<JsonNode>> SayAsync(McpWorld world, params string[] lines)
    {
        var (wire, _) = world.Start("ada");
        using var reader = new StreamReader(wire.FromServer);
        var reading = ReadAsync(reader);
        await WriteAsync(wire, lines);
        await wire.ToServer.DisposeAsync();
        Assert.Equal(0, await wire.Serving);
        await wire.Output.CompleteAsync();
        return await reading;
    }

    public static ValueTask WriteAsync(Wire wire, params string[] lines) =>
        wire.ToServer.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    private static async Task<List<JsonNode>> ReadAsync(StreamReader reader)
    {
        var replies = new List<JsonNode>();
        while (await reader.ReadLineAsync() is { } line)
            replies.Add(JsonNode.Parse(line)!);

        return replies;
    }
}
