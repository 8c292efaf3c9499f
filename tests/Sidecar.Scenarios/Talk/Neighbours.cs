using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>
/// A repository in which ada has an unread message, a claim and a topic of her own, and mallory would like to have them.
/// Shared by the tests of a class; none of them may change anything.
/// </summary>
public sealed class Neighbours : IAsyncLifetime
{
    internal SandboxRepository Repository { get; private set; } = null!;

    internal AgentProcess Ada { get; private set; } = null!;

    internal AgentProcess Mallory { get; private set; } = null!;

    /// <summary>The message that only ada is to read.</summary>
    internal long Secret { get; private set; }

    public async Task InitializeAsync()
    {
        Repository = await SandboxRepository.CreateAsync();
        var desk = Repository.Main.With("CODEX_THREAD_ID", "adas-thread");
        Ada = await AgentProcess.StartAsync(desk, "ada", new AgentStart { ClientName = "codex-mcp-client" });
        Mallory = await AgentProcess.StartAsync(Repository.Main, "mallory");
        (await Ada.ClaimAsync("a.txt")).Succeeded();
        (await Ada.CallAsync("topic", """{"action":"join","name":"plans"}""")).Succeeded();
        var sent = (await Repository.Main.SidecarAsync("send", "ada", "for ada only", "--json")).Succeeded();
        Secret = sent.Json.GetProperty("id").GetInt64();
    }

    public async Task DisposeAsync()
    {
        await Mallory.DisposeAsync();
        await Ada.DisposeAsync();
        Repository.Dispose();
    }

    /// <summary>Does something, and fails the test if anything is stored otherwise afterwards.</summary>
    internal async Task<T> UnchangedAsync<T>(Func<Task<T>> attempt)
    {
        var before = StateTables.Dump(Repository);
        var result = await attempt();
        Assert.Equal(before, StateTables.Dump(Repository));
        return result;
    }
}
