using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Ada, bob and a person, who write to each other. Shared by the tests of a class, which run one after the other.</summary>
public sealed class Correspondents : IAsyncLifetime
{
    internal SandboxRepository Repository { get; private set; } = null!;

    internal AgentProcess Ada { get; private set; } = null!;

    internal AgentProcess Bob { get; private set; } = null!;

    internal Desk Person => Repository.Main;

    public async Task InitializeAsync()
    {
        Repository = await SandboxRepository.CreateAsync();
        (await Person.GitAsync("config", "sidecar.messagesPerMinute", "1000000")).Succeeded();
        Ada = await AgentProcess.StartAsync(Person, "ada");
        Bob = await AgentProcess.StartAsync(Person, "bob");
    }

    public async Task DisposeAsync()
    {
        await Bob.DisposeAsync();
        await Ada.DisposeAsync();
        Repository.Dispose();
    }

    /// <summary>Ada sends something; returns its number.</summary>
    internal async Task<long> SendAsync(params (string, object?)[] arguments) =>
        (await Ada.CallAsync("send", JsonText.Of(arguments))).Succeeded()["id"].GetInt64();

    /// <summary>Does something, and fails the test if anything is stored otherwise afterwards.</summary>
    internal async Task<T> UnchangedAsync<T>(Func<Task<T>> attempt)
    {
        var before = StateTables.Dump(Repository);
        var result = await attempt();
        Assert.Equal(before, StateTables.Dump(Repository));
        return result;
    }
}
