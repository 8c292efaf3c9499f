using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.ComingFrom;

/// <summary>The rows of the table "agent-peers" in docs/coming-from.md, played.</summary>
public sealed class AgentPeersTests(TwoAgents two) : IClassFixture<TwoAgents>, IAsyncLifetime
{
    public Task InitializeAsync() => two.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AgentPeers_list_peers_is_status_of_the_repository()
    {
        var status = (await two.Ada.CallAsync("status")).Succeeded();

        var bob = TwoAgents.Agent(status, "bob");
        Assert.Equal(("stand-in", two.Human.Folder), (bob.GetProperty("client").GetString(), bob.GetProperty("worktree").GetString()));
    }

    [Fact]
    public async Task AgentPeers_send_message_is_send()
    {
        var sent = (await two.Ada.CallAsync("send", """{"to":"BOB","text":"hello"}""")).Succeeded();

        Assert.Equal(["bob"], TwoAgents.Texts(sent, "recipients", "name"));
        Assert.Equal(["hello"], await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task AgentPeers_set_summary_is_whoami_with_summary()
    {
        (await two.Bob.CallAsync("whoami", """{"summary":"writes the parser"}""")).Succeeded();

        Assert.Equal("writes the parser", TwoAgents.Agent(await two.Ada.CallAsync("status"), "bob").GetProperty("summary").GetString());
    }

    [Fact]
    public async Task AgentPeers_check_messages_is_check_in_or_any_other_call()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"by the way"}""")).Succeeded();

        var status = (await two.Bob.CallAsync("status")).Succeeded();

        Assert.Contains("by the way", status.Text, StringComparison.Ordinal);
        Assert.Empty(await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task AgentPeers_ack_messages_is_the_next_call_or_ack()
    {
        await using var eve = await two.StartAsync("eve");
        var first = (await two.Ada.CallAsync("send", """{"to":"eve","text":"acknowledged"}""")).Succeeded()["id"].GetInt64();
        (await two.Ada.CallAsync("send", """{"to":"eve","text":"only shown"}""")).Succeeded();
        Assert.Equal(["only shown"], await TwoAgents.MessagesAsync(eve, JsonText.Of(("ack", new[] { first }))));

        eve.KillClient();
        await eve.ServerEndsAsync();
        await using var back = await two.StartAsync("eve");
        (await back.CallAsync("status")).Succeeded();
        back.KillClient();
        await back.ServerEndsAsync();
        await using var later = await two.StartAsync("eve");

        Assert.Contains("only shown", back.Joined.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("acknowledged", back.Joined.Text, StringComparison.Ordinal);
        Assert.Equal("eve", later.Joined.Value("name"));
        Assert.DoesNotContain("only shown", later.Joined.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentPeers_wait_for_peer_messages_is_check_in_with_a_wait()
    {
        var waiting = two.Bob.CallAsync("check_in", """{"wait_seconds":600}""");
        await two.Bob.AskAsync("ping");
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"the answer"}""")).Succeeded();

        Assert.Equal(["the answer"], TwoAgents.Texts(await waiting, "messages", "text"));
        Assert.True((await two.Bob.CallAsync("check_in", """{"wait_seconds":1}"""))["timed_out"].GetBoolean());
    }

    [Fact]
    public async Task AgentPeers_rename_peer_is_whoami_with_name()
    {
        await using var carla = await two.StartAsync("carla");
        (await carla.CallAsync("whoami", """{"name":"carol"}""")).Succeeded();
        (await carla.CallAsync("whoami", """{"name":"ada"}""")).Refused();

        (await two.Ada.CallAsync("send", """{"to":"carla","text":"by the old name"}""")).Succeeded();

        Assert.Equal(["by the old name"], await TwoAgents.MessagesAsync(carla));
    }

    [Fact]
    public async Task AgentPeers_cli_status_is_sidecar_status() =>
        (await two.Human.SidecarAsync("status")).Succeeded().Says("ada").Says("bob");

    [Fact]
    public async Task AgentPeers_cli_peers_is_sidecar_agents()
    {
        var agents = (await two.Human.SidecarAsync("agents", "--json")).Succeeded().Json;

        Assert.Equal(["ada", "bob"], TwoAgents.Texts(agents.GetProperty("agents"), "name").Order());
    }

    [Fact]
    public async Task AgentPeers_cli_send_is_sidecar_send_as_a_person_who_can_be_answered()
    {
        (await two.Human.SidecarAsync("send", "bob", "from a shell")).Succeeded();
        var read = (await two.Bob.CallAsync("check_in", """{"to":"human","text":"to a shell"}""")).Succeeded();

        Assert.Equal(["human"], TwoAgents.Texts(read, "messages", "from"));
        (await two.Human.SidecarAsync("inbox")).Succeeded().Says("to a shell");
    }

    [Fact]
    public async Task AgentPeers_cli_rename_is_sidecar_rename()
    {
        await using var eve = await two.StartAsync("eve");

        (await two.Human.SidecarAsync("rename", "eve", "docs-writer")).Succeeded();

        Assert.Equal("docs-writer", (await eve.CallAsync("whoami")).Succeeded().Value("name"));
    }

    [Fact]
    public async Task AgentPeers_cli_messages_is_sidecar_log()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"between the two"}""")).Succeeded();

        (await two.Human.SidecarAsync("log", "--limit", "1")).Succeeded().Says("between the two").Says("ada to bob");
        Assert.Equal(["between the two"], await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task AgentPeers_cli_orphaned_messages_is_sidecar_orphans()
    {
        await using (await two.StartAsync("gone"))
        {
        }

        (await two.Ada.CallAsync("send", """{"to":"gone","text":"for later"}""")).Succeeded();

        (await two.Human.SidecarAsync("orphans")).Succeeded().Says("gone");
        await using var back = await two.StartAsync("gone");
        Assert.Contains("for later", back.Joined.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentPeers_cli_kill_broker_is_nothing_for_there_is_no_broker()
    {
        (await two.Human.SidecarAsync("stop")).Succeeded();

        (await two.Ada.CallAsync("send", """{"to":"bob","text":"still there"}""")).Succeeded();

        Assert.Equal(["still there"], await TwoAgents.MessagesAsync(two.Bob));
    }
}
