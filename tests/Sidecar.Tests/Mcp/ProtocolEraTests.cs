using System.Text.Json.Nodes;
using static Sidecar.Tests.Mcp.Lines;

namespace Sidecar.Tests.Mcp;

public sealed class ProtocolEraTests : IAsyncLifetime
{
    private const string ListTools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private const string SentBack =
        """{"error":{"code":-32022,"message":"Unsupported protocol version \u00272026-07-28\u0027.","data":{"supported":["2025-11-25"],"requested":"2026-07-28"}},"id":0,"jsonrpc":"2.0"}""";

    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task Claude_code_that_discovers_first_is_sent_back_to_its_greeting_and_served()
    {
        var replies = await SayAsync(
            _world, Discover("claude-code"), Initialize("2025-11-25", "claude-code"), Initialized, ListTools);

        Assert.Equal(SentBack, Reply(replies, 0).ToJsonString());
        Assert.Equal("2025-11-25", Reply(replies, 1)["result"]!["protocolVersion"]!.ToString());
        Assert.Equal(12, Reply(replies, 2)["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Claude_code_is_sent_back_by_whatever_it_asks_first()
    {
        var replies = await SayAsync(_world, Ungreeted(Call(0, "claim", """{"paths":["a.cs"]}"""), "claude-code"));

        Assert.Equal(SentBack, Assert.Single(replies).ToJsonString());
        using var state = _world.Open();
        Assert.Empty(state.Agents.Gone(DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task Everybody_else_who_discovers_is_told_the_same_as_by_a_greeting()
    {
        var discovered = Reply(await SayAsync(_world, Discover()), 0)["result"]!;
        var greeted = Reply(await SayAsync(_world, Initialize("2025-11-25")), 1)["result"]!;

        Assert.Equal("""["2026-07-28"]""", discovered["supportedVersions"]!.ToJsonString());
        Assert.Equal(greeted["instructions"]!.ToString(), discovered["instructions"]!.ToString());
        Assert.Equal(greeted["capabilities"]!["tools"]!.ToJsonString(), discovered["capabilities"]!["tools"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_greeting_tools_are_listed_and_called()
    {
        var replies = await SayAsync(_world, Discover(), Ungreeted(ListTools), Ungreeted(Call(3, "claim", """{"paths":["a.cs"]}""")));

        var claim = Reply(replies, 3)["result"]!;
        Assert.Equal(12, Reply(replies, 2)["result"]!["tools"]!.AsArray().Count);
        Assert.Equal("a.cs", claim["structuredContent"]!["granted"]![0]!["path"]!.ToString());
        Assert.StartsWith("Yours", claim["content"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_greeting_the_agent_is_registered_by_its_first_request()
    {
        var (wire, program) = _world.Start("ada");

        await WriteAsync(wire, Discover("copilot"), Ungreeted(ListTools, "copilot"));

        await _world.UntilAsync(state => state.Agents.Present().Count == 1);
        using var state = _world.Open();
        var agent = state.Agents.Present()[0].Agent;
        Assert.Equal(("ada", "copilot", "1"), (agent.Name.ToString(), agent.Client, agent.ClientVersion));
        Assert.Equal(program, agent.ClientProcess);
        await HangUpAsync(wire);
        Assert.Empty(state.Agents.Present());
    }

    [Fact]
    public async Task Discovering_alone_registers_nobody()
    {
        await SayAsync(_world, Discover("copilot"));

        using var state = _world.Open();
        Assert.Empty(state.Agents.Gone(DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task Without_a_greeting_unread_messages_come_with_every_answer()
    {
        var ada = await _world.ConnectAsync("ada");
        var (bob, _) = _world.Start("bob");
        using var reader = new StreamReader(bob.FromServer);
        await WriteAsync(bob, Ungreeted(ListTools));
        await reader.ReadLineAsync();

        await ada.CallAsync("send", """{"to":"bob","text":"login.cs is yours"}""");
        await WriteAsync(bob, Ungreeted(Call(3, "status", "{}")));
        var status = JsonNode.Parse((await reader.ReadLineAsync())!)!["result"]!;

        Assert.Equal("1", status["structuredContent"]!["unread"]!.ToString());
        Assert.Contains("login.cs is yours", status["content"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        await HangUpAsync(bob);
    }

    [Fact]
    public async Task Without_a_greeting_the_end_of_input_ends_a_wait_in_flight()
    {
        var replies = await SayAsync(_world, Ungreeted(Call(2, "check_in", """{"wait_seconds":3600}""")));

        Assert.Contains("The connection is ending.", Reply(replies, 2).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_greeting_the_death_of_the_client_ends_the_server_too()
    {
        var (wire, program) = _world.Start("ada");
        await WriteAsync(wire, Ungreeted(ListTools));
        await _world.UntilAsync(state => state.Agents.Present().Count == 1);

        _world.Processes.Kill(program);

        Assert.Equal(0, await _world.PassTimeUntil(wire.Serving));
        using var state = _world.Open();
        Assert.Contains($"process {program.Pid}", Assert.Single(state.Agents.Gone(DateTimeOffset.MinValue)).LeftWhy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_greeting_a_cancelled_wait_leaves_the_queue()
    {
        var ada = await _world.ConnectAsync("ada");
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        var (bob, _) = _world.Start("bob");
        await WriteAsync(bob, Ungreeted(Call(2, "claim", """{"paths":["a.cs"],"wait_seconds":600}""")));
        await _world.UntilAsync(state => state.Claims.Waiting().Count == 1);

        await WriteAsync(bob, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""");

        await _world.UntilAsync(state => state.Claims.Waiting().Count == 0);
        await HangUpAsync(bob);
    }

    private static async Task HangUpAsync(Wire wire)
    {
        await wire.ToServer.DisposeAsync();
        Assert.Equal(0, await wire.Serving);
    }
}
