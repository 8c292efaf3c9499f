using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.ComingFrom;

/// <summary>
/// A repository in which ada and bob work. Shared by the tests of a class: each begins by calling <see cref="ResetAsync"/>, and
/// names topics and files that no other one names.
/// </summary>
public sealed class TwoAgents : IAsyncLifetime
{
    private SandboxRepository _repository = null!;

    internal AgentProcess Ada { get; private set; } = null!;

    internal AgentProcess Bob { get; private set; } = null!;

    internal Desk Human => _repository.Main;

    public async Task InitializeAsync()
    {
        _repository = await SandboxRepository.CreateAsync();
        (await Human.GitAsync("config", "sidecar.messagesPerMinute", "100000")).Succeeded();
        Ada = await AgentProcess.StartAsync(Human, "ada");
        Bob = await AgentProcess.StartAsync(Human, "bob");
    }

    /// <summary>Both have read everything and hold nothing.</summary>
    internal async Task ResetAsync()
    {
        foreach (var agent in new[] { Ada, Bob })
        {
            (await agent.CallAsync("release")).Succeeded();
            while ((await MessagesAsync(agent, """{"limit":200}""")).Length > 0)
            {
            }
        }
    }

    /// <summary>A third one, for tests in which somebody comes or goes.</summary>
    internal Task<AgentProcess> StartAsync(string name) => AgentProcess.StartAsync(Human, name);

    /// <summary>The texts that check_in brings.</summary>
    internal static async Task<string[]> MessagesAsync(AgentProcess agent, string arguments = "{}") =>
        Texts((await agent.CallAsync("check_in", arguments)).Succeeded(), "messages", "text");

    /// <summary>One field of each item of a list.</summary>
    internal static string[] Texts(Reply reply, string list, string field) => Texts(reply[list], field);

    /// <summary>One field of each item of a list.</summary>
    internal static string[] Texts(JsonElement list, string field) =>
        [.. list.EnumerateArray().Select(item => item.GetProperty(field).ToString())];

    /// <summary>The agent of this name in an answer of status.</summary>
    internal static JsonElement Agent(Reply status, string name) =>
        Assert.Single(status["agents"].EnumerateArray(), agent => agent.GetProperty("name").GetString() == name);

    public async Task DisposeAsync()
    {
        await Ada.DisposeAsync();
        await Bob.DisposeAsync();
        _repository.Dispose();
    }
}
