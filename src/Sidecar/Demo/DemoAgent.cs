using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sidecar.Json;

namespace Sidecar.Demo;

/// <summary>An agent with an MCP server process of its own, as a coding client would start it.</summary>
internal sealed class DemoAgent : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = ReadableEncoder.Instance };

    private readonly McpClient _client;
    private readonly DemoClient? _process;
    private readonly DemoRepository _repository;
    private readonly DemoScreen _screen;

    private DemoAgent(string name, McpClient client, DemoClient? process, DemoRepository repository, DemoScreen screen)
    {
        _repository = repository;
        Name = name;
        _client = client;
        _process = process;
        _screen = screen;
    }

    public string Name { get; }

    /// <summary>Starts the server and shakes hands, which registers the agent.</summary>
    public static async Task<DemoAgent> StartAsync(
        string name, DemoRepository repository, DemoScreen screen, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var process = OperatingSystem.IsWindows() ? null : new DemoClient(name, repository);
        var commandLine = process?.CommandLine() ?? [repository.Programs.Server];
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = name,
            Command = commandLine[0],
            Arguments = [.. commandLine.Skip(1)],
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
            return new DemoAgent(name, client, process, repository, screen);
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

    /// <summary>Whether it has a process of its own that can run commands.</summary>
    public bool CanRun => _process is not null;

    /// <summary>Runs a shell command as an agent does: by its client, with no tool of ours involved.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string command, CancellationToken cancellationToken)
    {
        _screen.Deed($"{Name}$", command);
        var (exitCode, output) = await _process!.RunAsync(command, cancellationToken);
        if (output.Length > 0)
            _screen.Result(output);
        if (exitCode != 0)
            _screen.Result($"[exit code {exitCode}]");
        return (exitCode, output);
    }

    /// <summary>Writes a file, by the agent's own process where it has one.</summary>
    public async Task EditAsync(string path, string text, CancellationToken cancellationToken)
    {
        _screen.Deed(Name, $"edits {path}");
        if (_process is null)
            _repository.Write(path, text);
        else
            await _process.RunAsync($"printf %s {ShellWord.Quote(text)} >{ShellWord.Quote(path)}", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.EndAsync();
        await _client.DisposeAsync();
    }

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
