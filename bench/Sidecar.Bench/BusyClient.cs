using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>An MCP client that asks more before it has its answers: one call of it may wait while others are made.</summary>
internal sealed class BusyClient : IDisposable
{
    private readonly Process _server;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _id;

    private BusyClient(Process server, string name) => (_server, Name) = (server, name);

    public string Name { get; }

    public int Pid => _server.Id;

    public static async Task<BusyClient> StartAsync(Programs programs, string folder, string name)
    {
        var server = Process.Start(Programs.Command(programs.Mcp, folder, "--name", name))!;
        var client = new BusyClient(server, name);
        _ = server.StandardError.ReadToEndAsync();
        _ = client.ReadAsync();
        await client.AskAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-06-18",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "bench", ["version"] = "1" },
        });
        await client.WriteAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return client;
    }

    /// <summary>What tools/list names.</summary>
    public async Task<IReadOnlyList<string>> ToolsAsync() =>
        [.. (await AskAsync("tools/list", [])).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>Calls a tool that must succeed; its structured answer.</summary>
    public async Task<JsonElement> CallAsync(string tool, JsonObject arguments)
    {
        var result = (await AskAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments })).GetProperty("result");
        return result.TryGetProperty("isError", out var isError) && isError.GetBoolean()
            ? throw new InvalidOperationException($"{tool}: {result}")
            : result.GetProperty("structuredContent");
    }

    /// <summary>Calls a tool that must succeed; how long that took, in milliseconds.</summary>
    public async Task<double> TimeAsync(string tool, JsonObject arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        await CallAsync(tool, arguments);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public void Dispose()
    {
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
        _writing.Dispose();
    }

    private async Task<JsonElement> AskAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _id);
        var answer = _asked[id] = new TaskCompletionSource<JsonElement>();
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        await WriteAsync(request.ToJsonString());
        return await answer.Task;
    }

    private async Task WriteAsync(string line)
    {
        await _writing.WaitAsync();
        try
        {
            await _server.StandardInput.WriteAsync(line + "\n");
            await _server.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonDocument.Parse(line).RootElement;
            if (answer.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number && _asked.TryRemove(id.GetInt32(), out var asked))
                asked.SetResult(answer);
        }

        foreach (var unanswered in _asked.Values)
            unanswered.TrySetException(new InvalidOperationException("The server ended before it answered."));
    }
}
