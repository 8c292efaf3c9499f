using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Tests.Mcp;

public sealed class ProtocolTests : IAsyncDisposable
{
    private readonly McpWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("2024-11-05", "2024-11-05")]
    [InlineData("2025-03-26", "2025-03-26")]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("2025-11-25", "2025-11-25")]
    [InlineData("2026-07-28", "2025-11-25")]
    [InlineData("1999-01-01", "2025-11-25")]
    public async Task Initialize_answers_with_the_clients_revision_where_the_server_knows_it(string asked, string answered)
    {
        var replies = await SayAsync(Initialize(asked));

        Assert.Equal(answered, replies[0]["result"]!["protocolVersion"]!.ToString());
    }

    [Fact]
    public async Task A_client_whose_channels_need_notifications_is_sent_back_to_initialize_and_served()
    {
        var replies = await SayAsync(
            """
            {"jsonrpc":"2.0","id":0,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"claude-code","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}
            """,
            Initialize("2025-11-25"),
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");

        Assert.Equal("2025-11-25", Reply(replies, 0)["error"]!["data"]!["supported"]![0]!.ToString());
        Assert.Equal("2025-11-25", Reply(replies, 1)["result"]!["protocolVersion"]!.ToString());
        Assert.Equal(8, Reply(replies, 2)["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Any_other_client_that_discovers_first_is_served_without_initialize()
    {
        const string About =
            """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}""";

        var replies = await SayAsync(
            $$"""{"jsonrpc":"2.0","id":0,"method":"server/discover","params":{{About}}}""",
            $$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{{About}}}""");

        Assert.Contains("2026-07-28", Reply(replies, 0)["result"]!["supportedVersions"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(8, Reply(replies, 1)["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_was_asked_before_the_input_ended_is_still_answered()
    {
        var replies = await SayAsync(Initialize("2025-11-25"), Call(2, "claim", """{"paths":["a.cs"]}"""), Call(3, "status", "{}"));

        Assert.Equal(["1", "2", "3"], replies.Select(reply => reply["id"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_end_of_input_ends_a_wait_in_flight()
    {
        var replies = await SayAsync(Initialize("2025-11-25"), Call(2, "check_in", """{"wait_seconds":3600}"""));

        Assert.Contains("The connection is ending.", Reply(replies, 2).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_queue()
    {
        var ada = await _world.ConnectAsync("ada");
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        var (bob, _) = _world.Start("bob");
        await WriteAsync(bob, Initialize("2025-11-25"), Call(2, "claim", """{"paths":["a.cs"],"wait_seconds":600}"""));
        await _world.UntilAsync(state => state.Claims.Waiting().Count == 1);

        await WriteAsync(bob, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""");

        await _world.UntilAsync(state => state.Claims.Waiting().Count == 0);
        await bob.ToServer.DisposeAsync();
        Assert.Equal(0, await bob.Serving);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"claim","arguments":[1]}}""", "must be an object")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"arguments":{}}}""", "needs the tool's 'name'")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"fly","arguments":{}}}""", "There is no tool 'fly'")]
    [InlineData("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"send","arguments":{"text":"\ud800"}}}""", "not valid Unicode")]
    [InlineData("not json", "not a JSON-RPC 2.0 message")]
    [InlineData("[]", "not a JSON-RPC 2.0 message")]
    public async Task A_broken_request_is_answered_in_words_and_the_next_one_is_served(string line, string words)
    {
        var replies = await SayAsync(Initialize("2025-11-25"), line, Call(3, "whoami", "{}"));

        Assert.Contains(replies, reply => reply["error"]?["message"]?.ToString().Contains(words, StringComparison.Ordinal) == true);
        Assert.Contains(replies, reply => reply["id"]?.ToString() == "3" && reply["result"] is not null);
    }

    [Fact]
    public async Task A_line_without_end_is_not_kept()
    {
        var replies = await SayAsync(Initialize("2025-11-25"), new string('x', 5_000_000), Call(3, "whoami", "{}"));

        Assert.Contains(replies, reply => reply["error"]?["message"]?.ToString().Contains("longer than", StringComparison.Ordinal) == true);
        Assert.Contains(replies, reply => reply["id"]?.ToString() == "3" && reply["result"] is not null);
    }

    [Fact]
    public async Task The_tools_are_as_approved_and_cheap()
    {
        var replies = await SayAsync(Initialize("2025-11-25"), """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var result = Reply(replies, 2)["result"]!;

        Assert.InRange(Encoding.UTF8.GetByteCount(result.ToJsonString()), 1, 5_200);
        Golden.Match(string.Join('\n', result["tools"]!.AsArray().Select(Readable)));
    }

    [Fact]
    public async Task The_instructions_are_as_approved_and_short_enough_for_every_client()
    {
        var replies = await SayAsync(Initialize("2025-11-25"));
        var instructions = replies[0]["result"]!["instructions"]!.ToString();

        Assert.InRange(Encoding.UTF8.GetByteCount(instructions), 1, 1_900);
        Golden.Match(instructions);
    }

    [Fact]
    public async Task Every_result_fits_its_tools_output_schema()
    {
        await using var ada = await _world.ConnectAsync("ada");
        var tools = await ada.Session.ListToolsAsync();

        foreach (var tool in tools)
        {
            var arguments = tool.Name is "claim" or "check" ? """{"paths":["a.cs"]}"""
                : tool.Name is "send" ? """{"to":"human","text":"hello"}"""
                : "{}";
            var reply = await ada.CallAsync(tool.Name, arguments);
            var named = tool.ProtocolTool.OutputSchema!.Value.GetProperty("properties").EnumerateObject().Select(item => item.Name);
            Assert.False(reply.IsError, reply.Text);
            Assert.All(named.Except(["sent", "next"]), name => Assert.NotEqual("", reply[name]));
        }
    }

    // Requests are served at the same time: answers come in any order.
    private static JsonNode Reply(IEnumerable<JsonNode> replies, int id) =>
        replies.Single(reply => reply["id"]?.ToString() == id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Initialize(string version) =>
        $$$$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"{{{{version}}}}","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""";

    private static string Call(int id, string tool, string arguments) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":""" + arguments + "}}";

    private static string Readable(JsonNode? tool) =>
        tool!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Says all lines at once, ends the input and returns every reply.</summary>
    private async Task<List<JsonNode>> SayAsync(params string[] lines)
    {
        var (wire, _) = _world.Start("ada");
        using var reader = new StreamReader(wire.FromServer);
        var reading = ReadAsync(reader);
        await WriteAsync(wire, lines);
        await wire.ToServer.DisposeAsync();
        Assert.Equal(0, await wire.Serving);
        await wire.Output.CompleteAsync();
        return await reading;
    }

    private static ValueTask WriteAsync(Wire wire, params string[] lines) =>
        wire.ToServer.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    private static async Task<List<JsonNode>> ReadAsync(StreamReader reader)
    {
        var replies = new List<JsonNode>();
        while (await reader.ReadLineAsync() is { } line)
            replies.Add(JsonNode.Parse(line)!);

        return replies;
    }
}
