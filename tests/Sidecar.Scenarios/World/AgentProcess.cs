using System.Collections.Concurrent;
using System.Text.Json;

namespace Sidecar.Scenarios.World;

/// <summary>
/// An agent: a real client process with a real MCP server, driven by plain JSON-RPC lines, so that the protocol itself is
/// under test. Whatever the server writes to its output must be protocol; else disposing fails the test.
/// </summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly StandInClient _client;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _asked = [];
    private readonly ConcurrentQueue<JsonElement> _others = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Task<string> _error;
    private readonly Task _reading;
    private string? _noProtocol;
    private volatile bool _isOver;
    private bool _isKilled;
    private long _id;

    private AgentProcess(Desk desk, string name, StandInClient client)
    {
        (Desk, Name, _client) = (desk, name, client);
        _error = client.Process.StandardError.ReadToEndAsync(CancellationToken.None);
        _reading = ReadAsync();
    }

    public Desk Desk { get; }

    public string Name { get; }

    public int ClientPid => _client.ClientPid;

    public int ServerPid => _client.ServerPid;

    /// <summary>What the server said in its answer to initialize.</summary>
    public JsonElement Greeting { get; private set; }

    /// <summary>What came without being an answer to a question of ours: notifications and errors without an id.</summary>
    public IEnumerable<JsonElement> Others => _others;

    /// <summary>The first thing it was told: who it is, and what was unread.</summary>
    public Reply Joined { get; private set; } = null!;

    /// <summary>Starts one, lets it initialise and waits until it is registered.</summary>
    public static async Task<AgentProcess> StartAsync(Desk desk, string name, AgentStart? how = null)
    {
        var agent = await ConnectAsync(desk, name, how);
        await agent.InitializeAsync(how?.ClientName ?? "stand-in");
        agent.Joined = await agent.CallAsync("whoami");
        return agent;
    }

    /// <summary>Starts one and says nothing yet.</summary>
    public static async Task<AgentProcess> ConnectAsync(Desk desk, string name, AgentStart? how = null)
    {
        how ??= new AgentStart();
        string[] server = how.HasName ? [Programs.Server, "--name", name] : [Programs.Server];
        string[] commandLine = how.IsBehindShell ? ["sh", "-c", "\"$@\"; exit $?", "sh", .. server] : server;
        return new AgentProcess(desk, name, await StandInClient.StartAsync(desk, commandLine, how.LeavesZombie));
    }

    public async Task InitializeAsync(string client)
    {
        var greeting = await AskAsync(
            "initialize",
            $$$"""{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"{{{client}}}","version":"1.0"}}""");
        Greeting = greeting.GetProperty("result");
        await SayAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    /// <summary>Calls a tool; the arguments are JSON.</summary>
    public async Task<Reply> CallAsync(string tool, string arguments = "{}") => Reply.Of(
        await AskAsync("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}"""));

    public Task<Reply> ClaimAsync(params string[] paths) => CallAsync("claim", JsonText.Of(("paths", paths), ("reason", $"{Name} works")));

    public Task<Reply> ReleaseAsync(params string[] paths) => CallAsync("release", JsonText.Of(("paths", paths)));

    /// <summary>Asks anything and waits for the answer. The parameters are JSON, sent as they are.</summary>
    public async Task<JsonElement> AskAsync(string method, string parameters = "{}")
    {
        var id = Interlocked.Increment(ref _id);
        var answer = _asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A process that ends may still take a line in after its output was closed.
        if (_isOver)
            throw Ended();

        await SayAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        try
        {
            return await answer.Task.WaitAsync(Limit, CancellationToken.None);
        }
        catch (TimeoutException late)
        {
            var state = Signals.IsRunning(ServerPid) ? "runs" : "has ended";
            throw new TimeoutException(
                $"The server of {Name} {state}, and it has not answered {id}: {method} {parameters}", late);
        }
    }

    /// <summary>Writes one line to the server as it is.</summary>
    public async Task SayAsync(string line)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            await _client.Process.StandardInput.WriteAsync(line + "\n");
            await _client.Process.StandardInput.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs a shell script as a child of the client, in the agent's folder, without naming the agent.</summary>
    public Task<Ran> RunAsync(string script) => _client.RunAsync(Desk, script);

    public void EndInput()
    {
        try
        {
            _client.Process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A killed server reads no more of what was on its way to it.
        }
    }

    public void KillClient() => Signals.Kill(ClientPid);

    public void KillServer()
    {
        _isKilled = true;
        Signals.Kill(ServerPid);
    }

    public Task ServerEndsAsync() => Eventually.IsAsync(() => !Signals.IsRunning(ServerPid), $"the server of {Name} ended");

    public async ValueTask DisposeAsync()
    {
        EndInput();
        await ServerEndsAsync();
        _client.Dispose();
        await _reading.WaitAsync(Limit, CancellationToken.None);
        await _error.WaitAsync(Limit, CancellationToken.None);
        _writing.Dispose();

        // Half a line is what a killed process may leave.
        Assert.True(_noProtocol is null || _isKilled, $"the server of {Name} wrote something that is no protocol: {_noProtocol}");
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _client.Process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
                Take(line);
        }
        catch (IOException broken)
        {
            _noProtocol ??= broken.Message;
        }

        _isOver = true;
        foreach (var unanswered in _asked.Values)
            unanswered.TrySetException(Ended());
    }

    private EndOfStreamException Ended() => new($"The server of {Name} ended without an answer.");

    private void Take(string line)
    {
        try
        {
            var message = JsonDocument.Parse(line).RootElement;
            if (message.GetProperty("jsonrpc").GetString() != "2.0")
                _noProtocol ??= line;
            else if (message.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number && _asked.TryGetValue(id.GetInt64(), out var asked))
                asked.TrySetResult(message);
            else
                _others.Enqueue(message);
        }
        catch (Exception noJson) when (noJson is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            _noProtocol ??= line;
        }
    }
}
