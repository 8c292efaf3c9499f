using System.Text;
using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Protocol;

/// <summary>The server as any MCP client meets it: lines of JSON-RPC.</summary>
public sealed class ProtocolTests
{
    private const int MaxToolBytes = 8_000;
    private const int ToolsPlanned = 12;
    private const int MaxInstructionBytes = 1_900;

    [Fact]
    public async Task The_tools_leave_room_for_those_to_come()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        var list = (await ada.AskAsync("tools/list")).GetProperty("result");

        var tools = list.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!).Order().ToList();
        Assert.Equal(["announce", "check", "check_in", "claim", "consult", "handoff", "history", "release", "send", "status", "topic", "whoami"], tools);
        var bytes = Encoding.UTF8.GetByteCount(list.GetRawText());
        Assert.True(bytes * ToolsPlanned / tools.Count <= MaxToolBytes, $"{tools.Count} tools take {bytes} bytes");
    }

    [Fact]
    public async Task The_instructions_are_short_and_name_the_tools()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        var instructions = ada.Greeting.GetProperty("instructions").GetString()!;

        Assert.InRange(Encoding.UTF8.GetByteCount(instructions), 1, MaxInstructionBytes);
        Assert.All(["claim", "release", "check", "status", "send", "check_in", "history", "whoami"], tool => Assert.Contains(tool, instructions, StringComparison.Ordinal));
        Assert.Equal("2025-11-25", ada.Greeting.GetProperty("protocolVersion").GetString());
    }

    [Fact]
    public async Task Garbage_is_answered_in_protocol_and_the_server_goes_on()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        string[] garbage =
        [
            "hello", "{", "[]", "null", "42", "\"text\"", "{}", "\u0000\u0001", """{"jsonrpc":"1.0","id":7,"method":"ping"}""",
            """{"jsonrpc":"2.0","method":17}""", """{"jsonrpc":"2.0","id":{},"method":"ping"}""", new string('x', 100_000), "", "   ",
            """{"jsonrpc":"2.0","method":"notifications/nothing"}""", """{"jsonrpc":"2.0","id":999,"result":{}}""",
        ];
        foreach (var line in garbage)
            await ada.SayAsync(line);
        var pong = await ada.AskAsync("ping");

        Assert.True(pong.TryGetProperty("result", out _), pong.ToString());
        Assert.All(ada.Others.Where(message => message.TryGetProperty("error", out _)), message => Assert.False(string.IsNullOrEmpty(message.GetProperty("error").GetProperty("message").GetString())));
        (await ada.ClaimAsync("a.txt")).Succeeded();
    }

    [Theory]
    [InlineData("no/such/method", -32601)]
    [InlineData("tools/call", -32602)]
    public async Task What_the_protocol_forbids_is_a_protocol_error(string method, int code)
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        var answer = await ada.AskAsync(method, """{"name":"no_such_tool"}""");

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_script_that_pipes_its_requests_in_reads_all_answers()
    {
        using var repository = await SandboxRepository.CreateAsync();

        var ran = await repository.Main.ShellAsync(
            $"{Requests.Printed(Requests.Call(2, "claim", """{"paths":["a.txt"]}"""), """{"jsonrpc":"2.0","id":3,"method":"tools/list"}""")} | '{Programs.Server}'");

        var lines = ran.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3], lines.Select(line => line.GetProperty("id").GetInt32()).Order());
    }

    [Fact]
    public async Task Every_tool_says_what_it_changes()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        var tools = (await ada.AskAsync("tools/list")).GetProperty("result").GetProperty("tools").EnumerateArray().ToList();

        var readOnly = tools
            .Where(tool => tool.TryGetProperty("annotations", out var says) && says.TryGetProperty("readOnlyHint", out var hint) && hint.GetBoolean())
            .Select(tool => tool.GetProperty("name").GetString()!);
        Assert.Equal(["check", "history", "status"], readOnly.Order());
        Assert.All(tools, tool => Assert.True(tool.TryGetProperty("outputSchema", out _)));
    }

    [Fact]
    public async Task Two_calls_at_once_are_answered_each()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        var waiting = ada.CallAsync("check_in", """{"wait_seconds":600}""");

        var claim = await ada.ClaimAsync("a.txt");
        (await repository.Main.SidecarAsync("send", "ada", "wake")).Succeeded();

        claim.Succeeded();
        Assert.Contains("wake", (await waiting).Text, StringComparison.Ordinal);
    }
}
