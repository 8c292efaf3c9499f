using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sidecar.Bench;

/// <summary>The smallest MCP client: one request at a time over a server's standard input and output.</summary>
internal sealed class McpClient : IDisposable
{
    private readonly Process _server;
    private int _id;

    private McpClient(Process server) => _server = server;

    public int Pid => _server.Id;

    /// <summary>Starts a server; how long it took to its answer to `initialize`, in milliseconds.</summary>
    public static async Task<(McpClient Client, double Milliseconds)> StartAsync(Programs programs, string folder, string name)
    {
        var begun = Stopwatch.GetTimestamp();
        var server = Process.Start(Programs.Command(programs.Mcp, folder, "--name", name))!;
        _ = server.StandardError.ReadToEndAsync();
        var client = new McpClient(server);
        await client.AskAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-06-18",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "bench", ["version"] = "1" },
        });
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await server.StandardInput.FlushAsync();
        return (client, took);
    }

    /// <summary>Calls a tool that must succeed; how long that took, in milliseconds.</summary>
    public async Task<double> CallAsync(string tool, JsonObject arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await AskAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return answer.GetProperty("result").TryGetProperty("isError", out var isError) && isError.GetBoolean()
            ? throw new InvalidOperationException($"{tool}: {answer}")
            : took;
    }

    public void Dispose()
    {
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }

    private async Task<JsonElement> AskAsync(string method, JsonObject parameters)
    {
        var id = ++_id;
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _server.StandardInput.WriteAsync(request.ToJsonString() + "\n");
        await _server.StandardInput.FlushAsync();
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonDocument.Parse(line).RootElement;
            if (answer.TryGetProperty("id", out var answered) && answered.ValueKind is JsonValueKind.Number && answered.GetInt32() == id)
                return answer;
        }

        throw new InvalidOperationException($"The server ended before it answered {method}.");
    }
}
