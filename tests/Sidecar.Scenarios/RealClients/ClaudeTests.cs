using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.RealClients;

/// <summary>The real command of Claude Code, without an account and in a home of its own.</summary>
public sealed class ClaudeTests
{
    private const string Claude = "SIDECAR_TEST_CLAUDE";

    // Its exit code is 0 whatever it found: only its words tell.
    [ClientTheory(Claude)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_says_whether_the_server_is_connected(bool isThere)
    {
        using var repository = await SandboxRepository.CreateAsync();
        var claude = Environment.GetEnvironmentVariable(Claude)!;
        var desk = repository.Main.With("DISABLE_AUTOUPDATER", "1").With("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        (await desk.RunAsync(claude, "mcp", "add", "under-test", "--", isThere ? Programs.Server : "/no/such/sidecar-mcp")).Succeeded();

        var list = await desk.RunAsync(claude, "mcp", "list");

        Assert.Equal(isThere, Array.Exists(list.Output.Split('\n'), line => line.StartsWith("under-test:", StringComparison.Ordinal) && line.Contains("Connected", StringComparison.Ordinal)));
    }
}
