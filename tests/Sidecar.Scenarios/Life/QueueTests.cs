using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Life;

/// <summary>Who waits for a path.</summary>
public sealed class QueueTests
{
    private const string WaitForA = """{"paths":["a.txt"],"wait_seconds":600}""";

    [Fact]
    public async Task Whoever_came_first_is_served_first()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var eve = await AgentProcess.StartAsync(repository.Main, "eve");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        var first = bob.CallAsync("claim", WaitForA);
        await DeathTests.IsWaitingAsync(repository.Main, "bob");
        var second = eve.CallAsync("claim", WaitForA);
        await DeathTests.IsWaitingAsync(repository.Main, "eve");

        (await ada.ReleaseAsync("a.txt")).Succeeded();
        (await first).Succeeded();
        Assert.False(second.IsCompleted);
        (await bob.ReleaseAsync("a.txt")).Succeeded();

        (await second).Succeeded();
    }

    [Fact]
    public async Task The_death_of_the_holder_serves_whoever_waits()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        var waiting = bob.CallAsync("claim", WaitForA);
        await DeathTests.IsWaitingAsync(repository.Main, "bob");

        ada.KillClient();

        (await waiting).Succeeded();
    }

    [Fact]
    public async Task A_wait_that_would_never_end_is_refused_with_the_circle()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        (await bob.ClaimAsync("b.txt")).Succeeded();
        var waiting = bob.CallAsync("claim", WaitForA);
        await DeathTests.IsWaitingAsync(repository.Main, "bob");

        var refused = (await ada.CallAsync("claim", """{"paths":["b.txt"],"wait_seconds":600}""")).Refused();
        (await ada.ReleaseAsync("a.txt")).Succeeded();

        Assert.Equal(["ada", "bob"], refused["deadlock"].EnumerateArray().Select(name => name.GetString()!).Distinct().Order());
        Assert.Contains("ada -> bob", refused.Text, StringComparison.Ordinal);
        (await waiting).Succeeded();
    }

    [Fact]
    public async Task A_wait_ends_in_time_and_claims_nothing()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        var refused = (await bob.CallAsync("claim", """{"paths":["a.txt","b.txt"],"wait_seconds":1}""")).Refused();

        Assert.True(refused["timed_out"].GetBoolean());
        (await ada.ClaimAsync("b.txt")).Succeeded();
    }
}
