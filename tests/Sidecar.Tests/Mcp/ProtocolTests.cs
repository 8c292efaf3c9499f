using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Sidecar.Tests.Mcp.Lines;

namespace Sidecar.Tests.Mcp;

public sealed class ProtocolTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

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
    public async Task What_was_asked_before_the_input_ended_is_still_answered()
    {
        var replies = await SayAsync(Initialize("2025-11-25"), Call(2, "claim", """{"paths":["a.cs"]}"""), Call(3, "status", "{}"));

        Assert.Equal(["1", "2", "3"], replies.Select(reply => reply["id"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_sidecar_is_not_set_up_the_model_is_told_so_and_not_that_it_takes_part()
    {
        await using var bare = new McpWorld(isSetUp: false);

        var replies = await Lines.SayAsync(bare, Initialize("2025-11-25"));

        var instructions = replies[0]["result"]!["instructions"]!.ToString();
        Assert.Contains("it is not at work here: Sidecar is not set up in this repository.", instructions, StringComparison.Ordinal);
        Assert.DoesNotContain("registered", instructions, StringComparison.Ordinal);
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

        // Said by hand: the library's own client gives up waiting before it has told the server, and then tells it nothing.
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

        Assert.InRange(Encoding.UTF8.GetByteCount(result.ToJsonString()), 1, 8_000);
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
                : tool.Name is "announce" ? """{"intent":"x","files":["a.cs"]}"""
                : tool.Name is "send" ? """{"to":"human","text":"hello"}"""
                : tool.Name is "topic" ? """{"action":"list"}"""
                : "{}";
            var reply = await ada.CallAsync(tool.Name, arguments);
            var named = tool.ProtocolTool.OutputSchema!.Value.GetProperty("properties").EnumerateObject().Select(item => item.Name);
            Assert.False(reply.IsError, reply.Text);
            Assert.All(named.Except(["sent", "next"]), name => Assert.NotEqual("", reply[name]));
        }
    }

    private static string Readable(JsonNode? tool) =>
        tool!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private Task<List<JsonNode>> SayAsync(params string[] lines) => Lines.SayAsync(_world, lines);
}
