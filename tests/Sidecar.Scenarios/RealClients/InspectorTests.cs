using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.RealClients;

/// <summary>The inspector of the protocol's makers, in each of the eras that clients live in.</summary>
public sealed class InspectorTests
{
    private const string Node = "SIDECAR_TEST_NODE";
    private const string Inspector = "SIDECAR_TEST_INSPECTOR";

    [ClientTheory(Node, Inspector)]
    [InlineData("legacy")]
    [InlineData("auto")]
    [InlineData("modern")]
    public async Task It_lists_the_tools_and_finds_no_fault(string era)
    {
        using var repository = await SandboxRepository.CreateAsync();

        var ran = await RunAsync(repository.Main, era, "--method", "tools/list", "--strict");

        var tools = ran.Succeeded().Json.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!);
        Assert.Contains("0 errors", ran.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["announce", "check", "check_in", "claim", "consult", "handoff", "history", "release", "send", "status", "topic", "whoami"], tools.Order());
    }

    [ClientTheory(Node, Inspector)]
    [InlineData("legacy")]
    [InlineData("auto")]
    [InlineData("modern")]
    public async Task It_calls_a_tool(string era)
    {
        using var repository = await SandboxRepository.CreateAsync();

        var ran = await RunAsync(repository.Main, era, "--method", "tools/call", "--tool-name", "claim", "--tool-arg", "paths=[\"a.txt\"]");

        var granted = ran.Succeeded().Json.GetProperty("result").GetProperty("structuredContent").GetProperty("granted");
        Assert.Equal("a.txt", Assert.Single(granted.EnumerateArray()).GetProperty("path").GetString());
    }

    private static Task<Ran> RunAsync(Desk desk, string era, params string[] arguments) => desk.RunAsync(
        Environment.GetEnvironmentVariable(Node)!,
        [Environment.GetEnvironmentVariable(Inspector)!, "--cli", "-q", "--format", "json", "--protocol-era", era, Programs.Server, .. arguments]);
}
