using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Sidecar.Demo;

/// <summary>An agent with an MCP server process of its own, as a coding client would start it.</summary>
internal sealed class DemoAgent : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly McpClient _client;
    private readonly DemoScreen _screen;

    private DemoAgent(string name, McpClient client, DemoScreen screen)
    {
        Name = name;
        _client = client;
        _screen = screen;
    }

    public string Name { get; }

    /// <summary>Starts the server and shakes hands, which registers the agent.</summary>
    public static async Task<DemoAgent> StartAsync(
        string name, DemoRepository repository, DemoScreen screen, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = name,
            Command = repository.Programs.Server,
            WorkingDirectory = repository.Root,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = repository.EnvironmentOf(name)!,
            ShutdownTimeout = TimeSpan.FromSeconds(2),
        });
        var options = new McpClientOptions
        {
            ClientInfo = new Implementation { Name = "sidecar-demo", Version = "1" },
            ProtocolVersion = "2025-11-25",
        };
        try
        {
            var client = await McpClient.CreateAsync(transport, options, cancellationToken: cancellationToken);
            screen.Deed(name, $"starts sidecar-mcp, ready after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
            return new DemoAgent(name, client, screen);
        }
        catch (Exception broken) when (broken is McpException or IOException)
        {
            throw DemoExpectation.Failed($"{name}'s sidecar-mcp did not start: {broken.Message}");
        }
    }

    /// <summary>Calls a tool and prints call and answer.</summary>
    public async Task<DemoAnswer> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        var answer = await BeginAsync(tool, arguments, cancellationToken);
        Show(answer);
        return answer;
    }

    /// <summary>Calls a tool that is going to wait; its answer is for <see cref="Show"/>.</summary>
    public Task<DemoAnswer> BeginAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        _screen.Deed($"{Name}>", $"{tool} {arguments.ToJsonString(Readable)}");
        return SendAsync(tool, arguments, cancellationToken);
    }

    /// <summary>Prints an answer.</summary>
    public void Show(DemoAnswer answer) => _screen.Result(answer.Text);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<DemoAnswer> SendAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        var call = new CallToolRequestParams
        {
            Name = tool,
            Arguments = arguments.ToDictionary(
                argument => argument.Key,
                argument => JsonElement.Parse(argument.Value!.ToJsonString()),
                StringComparer.Ordinal),
        };
        try
        {
            return new DemoAnswer(await _client.CallToolAsync(call, cancellationToken));
        }
        catch (Exception broken) when (broken is McpException or IOException)
        {
            throw DemoExpectation.Failed($"{Name}'s sidecar-mcp did not answer {tool}: {broken.Message}");
        }
    }
}
