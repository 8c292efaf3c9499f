using System.Text.Json;
using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.ComingFrom;

/// <summary>The rows of the table "mcp-coordinator" in docs/coming-from.md, played.</summary>
public sealed class McpCoordinatorTests(TwoAgents two) : IClassFixture<TwoAgents>, IAsyncLifetime
{
    public Task InitializeAsync() => two.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task McpCoordinator_register_agent_is_the_start_of_the_client()
    {
        await using var eve = await two.StartAsync("eve");

        (await eve.CallAsync("whoami", """{"modules":["src/api","docs"]}""")).Succeeded();

        var seen = TwoAgents.Agent(await two.Ada.CallAsync("status"), "eve");
        Assert.Equal(["src/api", "docs"], seen.GetProperty("modules").EnumerateArray().Select(module => module.GetString()!));
    }

    [Fact]
    public async Task McpCoordinator_list_agents_is_status()
    {
        await using (await two.StartAsync("was-here"))
        {
        }

        var status = (await two.Ada.CallAsync("status")).Succeeded();

        Assert.Equal(["ada", "bob"], TwoAgents.Texts(status, "agents", "name").Order());
        Assert.Contains("was-here", TwoAgents.Texts(status, "gone", "name"));
    }

    [Fact]
    public async Task McpCoordinator_heartbeat_is_nothing_for_the_process_is_looked_at()
    {
        var eve = await two.StartAsync("eve");
        Assert.True(TwoAgents.Agent(await two.Ada.CallAsync("status"), "eve").GetProperty("live").GetBoolean());

        eve.KillClient();
        await eve.ServerEndsAsync();
        await eve.DisposeAsync();

        Assert.DoesNotContain("eve", TwoAgents.Texts(await two.Ada.CallAsync("status"), "agents", "name"));
    }

    [Fact]
    public async Task McpCoordinator_agent_activity_is_status()
    {
        (await two.Bob.CallAsync("check_in", """{"status":"in src/api"}""")).Succeeded();

        var bob = TwoAgents.Agent(await two.Ada.CallAsync("status"), "bob");

        Assert.Equal("in src/api", bob.GetProperty("summary").GetString());
        Assert.True(bob.GetProperty("active").GetDateTimeOffset() > bob.GetProperty("joined").GetDateTimeOffset());
    }

    [Fact]
    public async Task McpCoordinator_announce_work_is_announce_which_opens_a_consultation_at_conflict()
    {
        (await AnnounceAsync(two.Ada, "announced.cs")).Succeeded();

        var reply = (await AnnounceAsync(two.Bob, "announced.cs")).Refused();

        Assert.Equal("conflict", reply.Value("level"));
        Assert.Equal(["ada"], TwoAgents.Texts(reply["consultation"].GetProperty("asked"), "name"));
        Assert.Contains("Consultation", string.Concat(await TwoAgents.MessagesAsync(two.Ada)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpCoordinator_post_to_thread_is_consult_post()
    {
        var id = await OpenAsync("posted.cs");

        (await ConsultAsync(two.Bob, "post", id, "I need only the tests.")).Succeeded();

        Assert.Contains("I need only the tests.", Assert.Single(await TwoAgents.MessagesAsync(two.Ada)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpCoordinator_propose_resolution_is_consult_propose()
    {
        var id = await OpenAsync("proposed.cs");

        var proposed = (await ConsultAsync(two.Ada, "propose", id, "bob first")).Succeeded();
        (await ConsultAsync(two.Bob, "propose", id, "me first, too")).Refused();

        Assert.Equal("resolving", proposed.Value("state"));
        Assert.Equal("bob first", proposed["proposal"].GetProperty("text").GetString());
    }

    [Fact]
    public async Task McpCoordinator_approve_resolution_is_consult_approve()
    {
        var id = await OpenAsync("approved.cs");
        await using var eve = await two.StartAsync("eve");
        await TwoAgents.MessagesAsync(two.Bob);
        (await ConsultAsync(two.Ada, "propose", id, "bob first")).Succeeded();
        var proposal = (await ConsultAsync(two.Ada, "get", id)).Succeeded()["messages"].EnumerateArray().Last().GetProperty("id").GetInt64();

        var notAsked = (await ConsultAsync(eve, "approve", id)).Refused();
        (await two.Bob.CallAsync("check_in", JsonText.Of(("ack", new[] { proposal })))).Succeeded();
        var notShown = (await ConsultAsync(two.Bob, "approve", id)).Refused();
        var approved = (await ConsultAsync(two.Bob, "approve", id)).Succeeded();

        Assert.Contains("does not ask you", notAsked.Text, StringComparison.Ordinal);
        Assert.StartsWith("You had not been shown the proposal of round 1", notShown.Text, StringComparison.Ordinal);
        Assert.Equal("resolved", approved.Value("state"));
        Assert.Contains("ada and bob", approved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpCoordinator_contest_resolution_is_consult_contest()
    {
        var id = await OpenAsync("contested.cs");
        (await ConsultAsync(two.Ada, "propose", id, "me first")).Succeeded();

        (await ConsultAsync(two.Bob, "contest", id)).Refused();
        var contested = (await ConsultAsync(two.Bob, "contest", id, "mine is half done")).Succeeded();

        Assert.Equal(("open", 2), (contested.Value("state"), contested["round"].GetInt32()));
    }

    [Fact]
    public async Task McpCoordinator_close_thread_is_consult_close()
    {
        var id = await OpenAsync("closed.cs");
        (await ConsultAsync(two.Ada, "close", id, "too early")).Refused();
        (await ConsultAsync(two.Ada, "propose", id, "bob first")).Succeeded();
        (await ConsultAsync(two.Bob, "get", id)).Succeeded();
        (await ConsultAsync(two.Bob, "approve", id)).Succeeded();

        var closed = (await ConsultAsync(two.Bob, "close", id, "done in 1a2b3c")).Succeeded();

        Assert.Equal(("bob", "done in 1a2b3c"), (closed.Value("closed_by"), closed.Value("outcome")));
        var left = await OpenAsync("left.cs");
        for (var round = 1; round <= 4; round++)
        {
            (await ConsultAsync(two.Ada, "propose", left, "me")).Succeeded();
            (await ConsultAsync(two.Bob, "get", left)).Succeeded();
            (await ConsultAsync(two.Bob, "contest", left, "no, me")).Succeeded();
        }

        var refused = (await ConsultAsync(two.Ada, "close", left, "I win")).Refused();
        Assert.Contains("is over (expired)", refused.Text, StringComparison.Ordinal);
        Assert.False(refused.Content.TryGetProperty("closed_by", out _));
    }

    [Fact]
    public async Task McpCoordinator_cancel_thread_is_consult_cancel()
    {
        var id = await OpenAsync("cancelled.cs");

        (await ConsultAsync(two.Bob, "cancel", id)).Refused();

        Assert.Equal("cancelled", (await ConsultAsync(two.Ada, "cancel", id, "no need")).Succeeded().Value("state"));
    }

    [Fact]
    public async Task McpCoordinator_get_thread_is_consult_get()
    {
        var id = await OpenAsync("got.cs");
        (await ConsultAsync(two.Bob, "post", id, "a word")).Succeeded();

        var thread = (await ConsultAsync(two.Ada, "get", id)).Succeeded();

        Assert.Contains(TwoAgents.Texts(thread, "messages", "text"), text => text.Contains("a word", StringComparison.Ordinal));
        Assert.NotEqual("", thread.Value("next"));
    }

    [Fact]
    public async Task McpCoordinator_get_thread_updates_is_check_in()
    {
        var id = await OpenAsync("updated.cs");
        await TwoAgents.MessagesAsync(two.Bob);

        (await ConsultAsync(two.Ada, "post", id, "news")).Succeeded();
        var brought = (await two.Bob.CallAsync("check_in")).Succeeded();

        var message = Assert.Single(brought["messages"].EnumerateArray());
        Assert.Equal(("consultation", id), (message.GetProperty("kind").GetString(), message.GetProperty("thread").GetInt64()));
    }

    [Fact]
    public async Task McpCoordinator_list_threads_is_consult_list_and_assigned_to_is_a_request()
    {
        var asked = (await two.Ada.CallAsync("consult", """{"action":"request","with":["bob"],"text":"write the tests","files":["listed.cs"]}""")).Succeeded();
        var id = asked["id"].GetInt64();

        var listed = (await two.Bob.CallAsync("consult", """{"action":"list"}""")).Succeeded();
        (await ConsultAsync(two.Bob, "get", id)).Succeeded();
        var accepted = (await ConsultAsync(two.Bob, "accept", id)).Succeeded();

        Assert.Contains($"{id}", TwoAgents.Texts(listed, "consultations", "id"));
        Assert.Equal("resolved", accepted.Value("state"));
    }

    [Fact]
    public async Task McpCoordinator_log_action_summary_is_check_in_with_status()
    {
        (await two.Bob.CallAsync("check_in", """{"status":"renamed the parser's errors"}""")).Succeeded();

        (await two.Human.SidecarAsync("status", "--json")).Succeeded().Says("renamed the parser's errors");
    }

    [Fact]
    public async Task McpCoordinator_hot_files_is_the_overlaps_of_status()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var watched = repository;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await using var bob = await AgentProcess.StartAsync(repository.Main, "bob");
        await repository.IsReadyAsync();

        (await ada.RunAsync("echo ada >> a.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "a.txt");
        (await bob.RunAsync("echo bob >> a.txt")).Succeeded();
        await repository.IsWrittenByAsync("bob", "a.txt");

        Assert.Equal(["a.txt"], TwoAgents.Texts((await ada.CallAsync("status")).Succeeded(), "overlaps", "path"));
    }

    [Fact]
    public async Task McpCoordinator_get_session_files_is_the_files_of_handoff_and_the_touches_of_the_agent()
    {
        var (repository, _) = await WatchedRepository.WatchedAsync();
        await using var watched = repository;
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        await repository.IsReadyAsync();

        (await ada.RunAsync("echo ada >> b.txt")).Succeeded();
        await repository.IsWrittenByAsync("ada", "b.txt");

        Assert.Equal(["b.txt"], TwoAgents.Texts((await ada.CallAsync("handoff")).Succeeded(), "files", "path"));
        (await repository.Main.SidecarAsync("touches", "--agent", "ada")).Succeeded().Says("b.txt");
    }

    [Fact]
    public async Task McpCoordinator_check_file_conflict_is_check()
    {
        (await two.Ada.ClaimAsync("checked.cs")).Succeeded();

        var reply = (await two.Bob.CallAsync("check", """{"paths":["checked.cs","free.cs"]}""")).Succeeded();

        Assert.Equal(["conflict", "clear"], TwoAgents.Texts(reply, "paths", "level"));
        Assert.Contains("ada", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpCoordinator_set_dependency_map_is_depends_on_and_the_imports_of_the_files()
    {
        two.Human.Write("lib/tax.py", "def rate(): return 1\n");
        two.Human.Write("web/shop.py", "from lib.tax import rate\n");
        (await AnnounceAsync(two.Ada, "lib/tax.py")).Succeeded();
        await using var eve = await two.StartAsync("eve");

        var scanned = (await AnnounceAsync(eve, "web/shop.py")).Succeeded();
        var declared = (await eve.CallAsync("announce", """{"intent":"docs","files":["tax.md"],"depends_on":["lib/tax.py"]}""")).Succeeded();

        Assert.All(new[] { scanned, declared }, reply => Assert.Equal(["dependency"], TwoAgents.Texts(reply, "findings", "signal")));
    }

    [Fact]
    public async Task McpCoordinator_get_blast_radius_is_check_for_those_at_work()
    {
        (await two.Bob.CallAsync("announce", """{"intent":"uses it","files":["user.cs"],"depends_on":["used.cs"]}""")).Succeeded();

        var path = Assert.Single((await two.Ada.CallAsync("check", """{"paths":["used.cs"]}""")).Succeeded()["paths"].EnumerateArray());

        Assert.Equal("caution", path.GetProperty("level").GetString());
        Assert.Equal(["bob"], TwoAgents.Texts(path.GetProperty("findings"), "agent"));
    }

    [Fact]
    public async Task McpCoordinator_get_module_info_is_check_of_a_directory()
    {
        (await two.Ada.ClaimAsync("module/one.cs")).Succeeded();

        var path = Assert.Single((await two.Bob.CallAsync("check", """{"paths":["module/"]}""")).Succeeded()["paths"].EnumerateArray());

        Assert.Equal(["module/one.cs"], TwoAgents.Texts(path.GetProperty("claims"), "path"));
    }

    [Fact]
    public async Task McpCoordinator_coordinator_status_is_status()
    {
        var id = await OpenAsync("status.cs");
        (await two.Ada.ClaimAsync("status-held.cs")).Succeeded();

        var status = (await two.Bob.CallAsync("status")).Succeeded();

        Assert.Contains("status-held.cs", TwoAgents.Texts(status, "claims", "path"));
        Assert.Contains($"{id}", TwoAgents.Texts(status, "consultations", "id"));
        Assert.True(status.Content.TryGetProperty("watcher", out _));
    }

    [Fact]
    public async Task McpCoordinator_wait_for_peers_is_status_with_wait_for_agents()
    {
        var here = (await two.Ada.CallAsync("status")).Succeeded()["agents"].GetArrayLength();
        var waiting = two.Ada.CallAsync("status", JsonText.Of(("wait_for_agents", here + 1), ("wait_seconds", 600)));
        await two.Ada.AskAsync("ping");
        await using var eve = await two.StartAsync("eve");
        var inVain = (await two.Ada.CallAsync("status", JsonText.Of(("wait_for_agents", here + 2), ("wait_seconds", 1)))).Succeeded();

        Assert.False((await waiting).Succeeded().Content.TryGetProperty("timed_out", out _));
        Assert.Contains("eve", TwoAgents.Texts(await waiting, "agents", "name"));
        Assert.True(inVain["timed_out"].GetBoolean());
        Assert.Contains("not as many agents came", inVain.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpCoordinator_wait_for_message_is_check_in_with_a_wait()
    {
        var waiting = two.Bob.CallAsync("check_in", """{"wait_seconds":600}""");
        await two.Bob.AskAsync("ping");

        await OpenAsync("waited.cs");

        Assert.Equal(["consultation"], TwoAgents.Texts(await waiting, "messages", "kind"));
    }

    [Fact]
    public async Task McpCoordinator_get_queued_messages_is_check_in()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"one"}""")).Succeeded();
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"two"}""")).Succeeded();

        Assert.Equal(["one", "two"], await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task McpCoordinator_mqtt_publish_is_send_with_a_topic_and_a_body()
    {
        foreach (var agent in new[] { two.Ada, two.Bob })
            (await agent.CallAsync("topic", """{"action":"join","name":"published"}""")).Succeeded();

        (await two.Ada.CallAsync("send", """{"topic":"published","body":{"event":"built","ok":true}}""")).Succeeded();

        var message = Assert.Single((await two.Bob.CallAsync("check_in")).Succeeded()["messages"].EnumerateArray());
        Assert.Equal("""{"event":"built","ok":true}""", JsonSerializer.Serialize(message.GetProperty("body")));
    }

    private static Task<Reply> AnnounceAsync(AgentProcess agent, string file) =>
        agent.CallAsync("announce", JsonText.Of(("intent", $"{agent.Name} works"), ("files", new[] { file })));

    /// <summary>Ada asks bob about a file.</summary>
    private async Task<long> OpenAsync(string file)
    {
        var opened = await two.Ada.CallAsync(
            "consult", JsonText.Of(("action", "open"), ("with", new[] { "bob" }), ("text", $"who does {file}?"), ("files", new[] { file })));
        return opened.Succeeded()["id"].GetInt64();
    }

    private static Task<Reply> ConsultAsync(AgentProcess agent, string action, long id, string? text = null) =>
        agent.CallAsync("consult", text is null ? JsonText.Of(("action", action), ("id", id)) : JsonText.Of(("action", action), ("id", id), ("text", text)));
}
