using System.Diagnostics;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Life;

/// <summary>An agent lives as long as its client's process, whatever its server's process does.</summary>
public sealed class DeathTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_killed_client_refuses_nobodys_commit_any_more(bool isBehindShell, bool leavesZombie)
    {
        using var repository = await SandboxRepository.CreateAsync();
        var how = new AgentStart { IsBehindShell = isBehindShell, LeavesZombie = leavesZombie };
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada", how);
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        repository.Main.Write("a.txt", "bob\n");
        (await repository.Main.As("bob").CommitAsync("a.txt")).Ended(1);

        ada.KillClient();
        await PassesInTimeAsync(async () => (await repository.Main.As("bob").CommitAsync("a.txt")).ExitCode == 0);

        await ada.ServerEndsAsync();
        Assert.Equal(leavesZombie, Signals.IsZombie(ada.ClientPid));
        Assert.DoesNotContain("ada", (await repository.Main.SidecarAsync("claims")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_client_refuses_nobodys_claim_any_more()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        ada.KillClient();

        await PassesInTimeAsync(async () => !(await bob.ClaimAsync("a.txt")).IsError);
    }

    [Fact]
    public async Task The_status_says_why_a_claim_ended()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        ada.KillClient();
        await ada.ServerEndsAsync();
        var status = (await repository.Main.SidecarAsync("status", "--json")).Succeeded().Json;
        var shown = (await repository.Main.SidecarAsync("status")).Succeeded();
        var told = await bob.CallAsync("status");

        var ended = Assert.Single(status.GetProperty("ended").EnumerateArray());
        Assert.Equal("a.txt", ended.GetProperty("path").GetString());
        Assert.Equal("ada", ended.GetProperty("holder").GetString());
        Assert.Contains($"process {ada.ClientPid}", ended.GetProperty("why").GetString(), StringComparison.Ordinal);
        shown.Says("ada").Says("a.txt").Says($"process {ada.ClientPid}");
        Assert.Contains($"process {ada.ClientPid}", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_client_ends_its_server_while_a_claim_waits_in_the_queue()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await bob.ClaimAsync("b.txt")).Succeeded();
        (await ada.ClaimAsync("a.txt")).Succeeded();
        var waiting = ada.CallAsync("claim", """{"paths":["b.txt"],"wait_seconds":600}""");
        await IsWaitingAsync(repository.Main, "ada");

        ada.KillClient();
        await PassesInTimeAsync(async () => !(await bob.ClaimAsync("a.txt")).IsError);

        await ada.ServerEndsAsync();
        await Record.ExceptionAsync(() => waiting);
        Assert.Empty((await repository.Main.SidecarAsync("status", "--json")).Json.GetProperty("waiting").EnumerateArray());
    }

    [Theory]
    [InlineData("check_in", """{"wait_seconds":600}""")]
    [InlineData("claim", """{"paths":["a.txt"],"wait_seconds":600}""")]
    public async Task The_end_of_input_ends_the_server_while_a_call_waits(string tool, string arguments)
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await bob.ClaimAsync("a.txt")).Succeeded();
        var waiting = ada.CallAsync(tool, arguments);
        await ada.AskAsync("ping");

        ada.EndInput();
        await ada.ServerEndsAsync();

        await Record.ExceptionAsync(() => waiting);
        Assert.True(Signals.IsRunning(ada.ClientPid));
        var gone = Assert.Single((await repository.Main.SidecarAsync("status", "--json")).Json.GetProperty("gone").EnumerateArray());
        Assert.Equal("ada", gone.GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_end_of_input_frees_what_the_agent_held()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        ada.EndInput();
        await ada.ServerEndsAsync();

        (await bob.ClaimAsync("a.txt")).Succeeded();
    }

    [Fact]
    public async Task A_killed_server_costs_its_client_nothing()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        ada.KillServer();
        await ada.ServerEndsAsync();
        (await bob.ClaimAsync("a.txt")).Refused();
        ada.KillClient();

        await PassesInTimeAsync(async () => !(await bob.ClaimAsync("a.txt")).IsError);
    }

    [Fact]
    public async Task A_server_that_its_client_starts_again_goes_on_with_the_name_and_the_claims()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        ada.KillServer();
        await ada.ServerEndsAsync();

        var again = await ada.RunAsync(
            $"{Requests.Printed(Requests.Call(2, "release", """{"paths":["a.txt"]}"""))} | '{Programs.Server}' --name ada");

        again.Says("\"id\":2").Says("a.txt").IsSilentAbout("ada-2");
        (await bob.ClaimAsync("a.txt")).Succeeded();
    }

    internal static Task IsWaitingAsync(Desk desk, string agent) => Eventually.IsAsync(
        async () => (await desk.SidecarAsync("status", "--json")).Json.GetProperty("waiting").EnumerateArray()
            .Any(waiting => waiting.GetProperty("name").GetString() == agent),
        $"{agent} waits in the queue");

    /// <summary>Tries until it passes. What begins two seconds after the call or later must pass at once.</summary>
    private static async Task PassesInTimeAsync(Func<Task<bool>> attempt)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var began = Stopwatch.GetElapsedTime(start);
            if (await attempt())
                return;

            Assert.True(began < Promised, $"still refused {began.TotalSeconds} s after the kill");
        }
    }
}
