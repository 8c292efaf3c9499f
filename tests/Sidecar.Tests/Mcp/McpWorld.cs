using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sidecar.Agents;
using Sidecar.Mcp;
using Sidecar.Storage;
using Sidecar.Tests.World;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar.Tests.Mcp;

/// <summary>A real repository with real state, and agents that talk to real servers over pipes inside this process.</summary>
internal sealed class McpWorld : IAsyncDisposable
{
    private readonly List<McpAgent> _agents = [];

    public McpWorld(bool isSetUp = true)
    {
        Folder = Directory.CreateTempSubdirectory("sidecar-mcp-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".git", "objects"));
        Directory.CreateDirectory(Path.Combine(Folder, ".git", "refs"));
        File.WriteAllText(Path.Combine(Folder, ".git", "HEAD"), "ref: refs/heads/main\n");
        File.WriteAllText(Path.Combine(Folder, ".git", "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n[sidecar]\n\tautoWatch = false\n");
        if (isSetUp)
            SetUp();
    }

    public string Folder { get; }

    public ManualTime Time { get; } = new();

    public FakeProcesses Processes { get; } = new();

    public StringWriter Errors { get; } = new();

    private string StateFolder => Path.Combine(Folder, ".git", "sidecar");

    public void SetUp() => SidecarDatabase.Create(StateFolder);

    /// <summary>The state as another process sees it.</summary>
    public SidecarState Open() => new(StateFolder, Processes, Time, SidecarState.Patience);

    /// <summary>An agent, or with null nobody knows who, writes a file, and the watcher sees it.</summary>
    public void Write(string? author, string path, string? worktree = null)
    {
        using var state = Open();
        var agent = author is null ? null : state.Agents.Present().Single(present => present.Agent.Name == AgentName.Parse(author)).Agent;
        var authorship = agent is null ? Authorship.Unknown : new Authorship(agent, Evidence.Process);
        state.Touches.Record(worktree ?? Folder, [Seen.Change(path, TouchKind.Changed, Time.GetUtcNow(), authorship)]);
    }

    /// <summary>A watcher runs and sees everything.</summary>
    public void Watch()
    {
        using var state = Open();
        state.Watcher.Begin("inotify");
        state.Watcher.SetWorktree(new WatchedWorktree(Folder, WatchStage.Ready, Directories: 12) { ScannedAt = Time.GetUtcNow() });
    }

    /// <summary>Starts a client and its server, greets, and waits until the agent is registered.</summary>
    public async Task<McpAgent> ConnectAsync(
        string? name, string client = "test-client", IReadOnlyDictionary<string, string>? environment = null)
    {
        var agent = await GreetAsync(name, client, environment);
        await UntilAsync(state => state.Agents.Present().Any(entry => entry.Agent.ClientProcess == agent.Program));
        return agent;
    }

    /// <summary>Starts a client and its server and greets, where a registration is not to be expected.</summary>
    public async Task<McpAgent> GreetAsync(
        string? name, string client = "test-client", IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        var (wire, program) = Start(name, environment, directory);
        var session = await McpClient.CreateAsync(
            new StreamClientTransport(wire.ToServer, wire.FromServer),
            new McpClientOptions { ClientInfo = new Implementation { Name = client, Version = "1.2" }, ProtocolVersion = "2025-11-25" });
        var agent = new McpAgent(session, wire, program);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>Starts a server that nobody has greeted yet.</summary>
    public (Wire Wire, ProcessRef Client) Start(
        string? name, IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        var client = Processes.Start("some-client");
        var (input, output) = (new Pipe(), new Pipe());
        var serving = SidecarServer.RunAsync(
            new ServerOptions
            {
                Name = name,
                Directory = directory ?? Folder,
                Environment = Environment(environment),
                Input = input.Reader.AsStream(),
                Output = output.Writer.AsStream(),
                Errors = Errors,
                Programs = AppContext.BaseDirectory,
                Processes = Processes,
                Pid = Processes.Start("sidecar-mcp", client.Pid).Pid,
                Time = Time,
            },
            CancellationToken.None);
        return (new Wire(input.Writer.AsStream(), output.Reader.AsStream(), serving, output.Writer), client);
    }

    /// <summary>Waits until the state is as it should become.</summary>
    public async Task UntilAsync(Func<SidecarState, bool> holds)
    {
        using var state = Open();
        using var bell = state.Database.Bells.Listen(TimeProvider.System);
        while (!holds(state))
            await bell.WaitAsync(Doorbell.Net, CancellationToken.None);
    }

    /// <summary>
    /// Moves the clock second by second until a wait is over; slowly enough for the server to keep up, so that nothing else
    /// runs out on the way.
    /// </summary>
    public async Task<T> PassTimeUntil<T>(Task<T> wait)
    {
        while (!wait.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(wait, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        return await wait;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
            await agent.DisposeAsync();

        Directory.Delete(Folder, recursive: true);
    }

    // Only what git needs to be found; nothing of whoever runs the tests.
    private static Dictionary<string, string> Environment(IReadOnlyDictionary<string, string>? more)
    {
        var environment = new Dictionary<string, string>(more ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["HOME"] = "/nonexistent";
        return environment;
    }
}

/// <summary>Both ends of a connection, and the server's exit code.</summary>
internal sealed record Wire(Stream ToServer, Stream FromServer, Task<int> Serving, PipeWriter Output);

/// <summary>One client with its server.</summary>
internal sealed class McpAgent(McpClient session, Wire wire, ProcessRef program) : IAsyncDisposable
{
    public McpClient Session => session;

    public ProcessRef Program => program;

    public Task<int> Serving => wire.Serving;

    public async Task<Reply> CallAsync(
        string tool, string arguments = "{}", JsonObject? meta = null, CancellationToken cancellationToken = default)
    {
        var values = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(item => item.Name, item => item.Value);
        var parameters = new CallToolRequestParams { Name = tool, Arguments = values, Meta = meta };
        return new Reply(await session.CallToolAsync(parameters, cancellationToken));
    }

    /// <summary>Closes the client's end, as a client that goes away does.</summary>
    public Task HangUpAsync() => wire.ToServer.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        await wire.Serving;
        await wire.Output.CompleteAsync();
        await session.DisposeAsync();
    }
}

/// <summary>What a tool answered.</summary>
internal sealed class Reply(CallToolResult result)
{
    public bool IsError => result.IsError == true;

    public string Text => ((TextContentBlock)result.Content.Single()).Text;

    public JsonElement Content => result.StructuredContent!.Value;

    public string Next => Assert.Single(Text.Split('\n'), line => line.StartsWith("next: ", StringComparison.Ordinal));

    /// <summary>One member as compact JSON; empty where it is not there.</summary>
    public string this[string member] => Content.TryGetProperty(member, out var value) ? JsonSerializer.Serialize(value) : "";

    public IEnumerable<JsonElement> List(string member) => Content.GetProperty(member).EnumerateArray();

    public IReadOnlyList<string?> Texts(string member, string field) =>
        [.. List(member).Select(item => item.GetProperty(field).ToString())];
}
