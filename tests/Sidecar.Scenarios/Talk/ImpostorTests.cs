using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>Nobody reads, acknowledges, renames or speaks for another agent, through its own server or by the command.</summary>
public sealed class ImpostorTests
{
    [Fact]
    public async Task Another_server_neither_takes_nor_acknowledges_nor_becomes_the_agent()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await repository.Main.SidecarAsync("send", "ada", "for ada alone")).Succeeded();

        var read = (await bob.CallAsync("check_in", """{"ack":[1]}""")).Succeeded();
        var renamed = await bob.CallAsync("whoami", """{"name":"ada"}""");
        var second = await AgentProcess.StartAsync(repository.Main, "ada");
        await second.DisposeAsync();

        Assert.Empty(read["messages"].EnumerateArray());
        Assert.Contains("belongs to a live agent", renamed.Text, StringComparison.Ordinal);
        Assert.Equal("ada-2", second.Joined.Value("name"));
        Assert.Contains("for ada alone", (await ada.CallAsync("status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_of_another_session_acts_only_as_itself()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        (await repository.Main.SidecarAsync("send", "ada", "for ada alone")).Succeeded();

        foreach (var command in new[] { "send human 'I am ada'", "inbox", "rename ada eve", "topics join api" })
            (await bob.RunAsync($"'{Programs.Command}' --as ada {command}")).Ended(1).Says("belongs to bob and cannot act as ada").Says("next: ");
        (await bob.RunAsync($"'{Programs.Command}' rename ada eve")).Ended(1).Says("only people rename others");

        Assert.Contains("for ada alone", (await ada.CallAsync("status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_looks_at_an_agents_inbox_without_taking_and_does_not_speak_for_it()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await repository.Main.SidecarAsync("send", "ada", "for ada alone")).Succeeded();

        (await repository.Main.SidecarAsync("--as", "ada", "inbox")).Succeeded().Says("for ada alone").Says("Not taken");
        (await repository.Main.SidecarAsync("--as", "ada", "send", "human", "I am ada")).Ended(1)
            .Says("cannot speak as ada").Says("as a person: sidecar --as human send human 'I am ada'");
        (await repository.Main.SidecarAsync("--as", "ada", "rename", "ada", "eve")).Ended(1).Says("cannot speak as ada");

        Assert.Contains("for ada alone", (await ada.CallAsync("status")).Text, StringComparison.Ordinal);
        (await repository.Main.SidecarAsync("rename", "ada", "eve")).Succeeded();
        Assert.Contains("you were ada and are eve now", (await ada.CallAsync("status")).Text, StringComparison.Ordinal);
    }
}
