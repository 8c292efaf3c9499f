using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.RealClients;

/// <summary>Claude Code takes no message that a server sends by itself unless the two have greeted each other.</summary>
public sealed class ClaudeEraTests
{
    private const string Claude = "SIDECAR_TEST_CLAUDE";

    [ClientTheory(Claude)]
    [InlineData("2025-11-25")]
    public async Task It_greets_the_server_whatever_it_asks_first(string revision)
    {
        using var repository = await SandboxRepository.CreateAsync();
        var desk = repository.Main.With("DISABLE_AUTOUPDATER", "1").With("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        desk.Write("../tap.sh", "\"$1\" | tee -a \"$2\"\n");
        var claude = Environment.GetEnvironmentVariable(Claude)!;
        var heard = desk.PathOf("../heard.txt");
        (await desk.RunAsync(claude, "mcp", "add", "under-test", "--", "sh", desk.PathOf("../tap.sh"), Programs.Server, heard)).Succeeded();

        (await desk.RunAsync(claude, "mcp", "list")).Succeeded();

        var results = File.ReadLines(heard)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(message => message.TryGetProperty("result", out _))
            .Select(message => message.GetProperty("result"));
        Assert.Equal(revision, results.First().GetProperty("protocolVersion").GetString());
        Assert.Contains("claude-code", (await repository.Main.SidecarAsync("agents", "--json")).Succeeded().Output, StringComparison.Ordinal);
    }
}
