using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Identity;

/// <summary>Who a process acts for, found out by real processes.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task What_a_client_starts_acts_for_its_agent()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        var asked = await ada.RunAsync($"'{Programs.Command}' whoami --json");
        var own = await ada.RunAsync("echo x >a.txt; git commit -q -a -m x");
        var others = await bob.RunAsync("echo y >a.txt; bash -c 'git commit -q -a -m y; exit $?'");

        Assert.Equal("ada", asked.Succeeded().Json.GetProperty("name").GetString());
        Assert.Equal("lineage", asked.Json.GetProperty("identity").GetString());
        own.Succeeded().IsSilentAbout("sidecar");
        others.Ended(1).Says("ada");
    }

    [Fact]
    public async Task Two_agents_of_one_client_process_are_not_told_apart_by_it()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        // The second server runs for as long as the commands beside it do.
        var both = await ada.RunAsync(
            $"""
            mkfifo ../fifo
            '{Programs.Server}' --name bob <../fifo >../answers & exec 7>../fifo
            {Requests.Printed(Requests.Call(2, "whoami"))} >&7
            until grep -q '"id":2' ../answers; do :; done
            '{Programs.Command}' whoami --json
            exec 7>&-
            wait
            """);

        Assert.Equal("human", both.Succeeded().Json.GetProperty("name").GetString());
        Assert.Equal("none", both.Json.GetProperty("identity").GetString());
    }

    [Fact]
    public async Task Nobody_acts_as_another_agent_against_the_evidence()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        var release = await bob.RunAsync($"'{Programs.Command}' --as ada release a.txt");
        var byVariable = await bob.RunAsync($"SIDECAR_AGENT=ada '{Programs.Command}' release a.txt");

        release.Ended(1).Says("bob").Says("next: ");
        byVariable.Ended(1).Says("bob").Says("next: ");
        (await bob.ClaimAsync("a.txt")).Refused();
    }

    [Fact]
    public async Task Without_any_evidence_it_is_a_person()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");

        var asked = (await repository.Main.SidecarAsync("whoami", "--json")).Succeeded().Json;

        Assert.Equal("human", asked.GetProperty("name").GetString());
        Assert.Equal("none", asked.GetProperty("identity").GetString());
    }

    [Fact]
    public async Task The_one_agent_of_a_linked_worktree_is_known_by_it()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var worktree = await repository.AddWorktreeAsync("adas");
        await using var ada = await AgentProcess.StartAsync(worktree, "ada");

        var asked = (await worktree.SidecarAsync("whoami", "--json")).Succeeded().Json;

        Assert.Equal("ada", asked.GetProperty("name").GetString());
        Assert.Equal("worktree", asked.GetProperty("identity").GetString());
    }

    [Fact]
    public async Task A_clients_mark_without_a_registration_is_an_agent_that_did_not_register()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada", new AgentStart { ClientName = "claude-code" });
        (await ada.ClaimAsync("a.txt")).Succeeded();
        (await repository.Main.GitAsync("config", "sidecar.humans", "off")).Succeeded();
        var marked = repository.Main.With("GEMINI_CLI", "1");
        marked.Write("a.txt", "x\n");

        var asked = (await marked.SidecarAsync("whoami", "--json")).Succeeded().Json;
        var commit = await marked.CommitAsync("a.txt");

        Assert.Equal("unregistered", asked.GetProperty("kind").GetString());
        commit.Ended(1).Says("ada");
    }

    [Fact]
    public async Task A_clients_own_session_tells_the_agent()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var session = repository.Main.With("CODEX_THREAD_ID", "0199-thread").With("CLAUDE_CODE_SESSION_ID", "outer");
        await using var ada = await AgentProcess.StartAsync(session, "ada", new AgentStart { ClientName = "codex-mcp-client" });

        var asked = (await session.SidecarAsync("whoami", "--json")).Succeeded().Json;

        Assert.Equal("ada", asked.GetProperty("name").GetString());
        Assert.Equal("session", asked.GetProperty("identity").GetString());
    }

    [Fact]
    public async Task Two_agents_that_ask_for_one_name_get_two()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var first = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var second = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var third = await AgentProcess.StartAsync(repository.Main, "bob");

        var renamed = (await third.CallAsync("whoami", """{"name":"ADA"}""")).Refused();

        Assert.Equal("ada", (await first.CallAsync("whoami")).Value("name"));
        Assert.Equal("ada-2", (await second.CallAsync("whoami")).Value("name"));
        Assert.Contains("ada", renamed.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("bob", (await third.CallAsync("whoami")).Value("name"));
    }

    [Fact]
    public async Task An_agent_without_a_name_gets_one()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var agent = await AgentProcess.StartAsync(repository.Main, "", new AgentStart { HasName = false });

        var name = (await agent.CallAsync("whoami")).Value("name");

        Assert.Matches("^[A-Za-z0-9._-]{1,32}$", name);
    }
}
