using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Tests.Mcp;

/// <summary>What a tool answers and what the command prints for a program are one language; the tools only leave out nulls.</summary>
public sealed class SameAnswersTests : IAsyncDisposable
{
    private readonly McpWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("status", "{}", "status", "agents claims work overlaps operations waiting ended gone at")]
    [InlineData("check", """{"paths":["src/a.cs","b.cs"]}""", "check src/a.cs b.cs", "level paths looked_at")]
    [InlineData("claim", """{"paths":["b.cs"]}""", "claim b.cs", "granted refused")]
    [InlineData("release", """{"paths":["b.cs"]}""", "release b.cs", "released not_held waiting_now_served")]
    [InlineData("history", "{}", "log", "messages")]
    [InlineData("handoff", "{}", "handoff", "at name here topics claims files consultations other_summaries messages left")]
    public async Task A_tool_and_its_command_answer_alike(string tool, string arguments, string command, string fields)
    {
        var bob = await _world.ConnectAsync("bob");
        var gone = await _world.ConnectAsync("gone");
        await gone.CallAsync("claim", """{"paths":["old.cs"],"reason":"x"}""");
        await gone.HangUpAsync();
        await gone.Serving;
        await bob.CallAsync("claim", """{"paths":["src/"],"mode":"shared","reason":"a\u001bb"}""");
        _world.Write("bob", "src/a.cs");
        _world.Write(null, "src/a.cs");
        await bob.CallAsync("send", """{"to":"human","text":"two\nlines","body":{"n":null}}""");

        var told = (await bob.CallAsync(tool, arguments)).Content;
        var printed = JsonNode.Parse(await RunAsync(["--as", "bob", "--json", .. command.Split(' ')]))!;

        Assert.All(fields.Split(' '), field => Assert.Equal(
            WithoutNulls(printed[field]!), JsonSerializer.Serialize(told.GetProperty(field))));
    }

    private async Task<string> RunAsync(string[] args)
    {
        using var output = new StringWriter();
        var here = new Surroundings
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
                ["HOME"] = "/nonexistent",
                ["GIT_CONFIG_NOSYSTEM"] = "1",
            },
            Directory = _world.Folder,
            Programs = AppContext.BaseDirectory,
            Output = output,
            Error = TextWriter.Null,
            Input = TextReader.Null,
            Processes = _world.Processes,
            Pid = Environment.ProcessId,
            Time = _world.Time,
        };
        await new CommandLine(here).RunAsync(args, CancellationToken.None);
        return output.ToString();
    }

    private static string WithoutNulls(JsonNode node)
    {
        Strip(node);
        return JsonSerializer.Serialize(node);
    }

    private static void Strip(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? [])
            Strip(item);
        foreach (var (name, value) in (node as JsonObject ?? []).ToList())
        {
            if (value is null)
                node!.AsObject().Remove(name);
            else if (name != "body")
                Strip(value);
        }
    }
}
