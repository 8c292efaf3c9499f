using System.Text.Json.Nodes;
using Sidecar.Agents;

namespace Sidecar.Tests.Mcp;

public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task The_agent_is_registered_as_soon_as_the_client_has_initialized()
    {
        await _world.ConnectAsync("ada");

        var agent = await PresentAsync();

        Assert.Equal("ada", agent.Name.ToString());
        Assert.Equal("test-client", agent.Client);
        Assert.Equal("1.2", agent.ClientVersion);
        Assert.Equal(_world.Folder, agent.Worktree);
    }

    [Fact]
    public async Task A_taken_name_gets_a_number()
    {
        await _world.ConnectAsync("ada");

        var second = await _world.ConnectAsync("ada");

        Assert.Equal("\"ada-2\"", (await second.CallAsync("whoami"))["name"]);
    }

    [Fact]
    public async Task The_name_comes_from_the_environment_where_none_is_given()
    {
        var agent = await _world.ConnectAsync(null, environment: new Dictionary<string, string> { ["SIDECAR_AGENT"] = "eve" });

        Assert.Equal("\"eve\"", (await agent.CallAsync("whoami"))["name"]);
    }

    [Fact]
    public async Task A_name_in_the_environment_that_is_none_is_told_by_every_call()
    {
        var agent = await _world.GreetAsync(null, environment: new Dictionary<string, string> { ["SIDECAR_AGENT"] = "all" });

        var reply = await agent.CallAsync("whoami");

        Assert.True(reply.IsError);
        Assert.Contains("SIDECAR_AGENT of this server is 'all', which cannot be an agent's name", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_own_session_is_remembered()
    {
        var agent = await _world.ConnectAsync(
            null, "claude-code", new Dictionary<string, string> { ["CLAUDE_CODE_SESSION_ID"] = "s1", ["CLAUDECODE"] = "1" });

        Assert.Equal("\"session\"", (await agent.CallAsync("whoami"))["identity"]);
        Assert.Equal("CLAUDE_CODE_SESSION_ID=s1", (await PresentAsync()).Session);
    }

    [Fact]
    public async Task A_codex_thread_is_learnt_from_a_call()
    {
        var agent = await _world.ConnectAsync(null, "codex-mcp-client");

        await agent.CallAsync("whoami", meta: new JsonObject { ["threadId"] = "t-7" });

        Assert.Equal("CODEX_THREAD_ID=t-7", (await PresentAsync()).Session);
    }

    [Fact]
    public async Task A_thread_that_is_no_text_is_ignored()
    {
        var agent = await _world.ConnectAsync(null, "codex-mcp-client");

        var reply = await agent.CallAsync("whoami", meta: new JsonObject { ["threadId"] = new JsonObject() });

        Assert.False(reply.IsError);
    }

    [Fact]
    public async Task Without_state_every_call_says_what_to_do_and_works_once_it_is_done()
    {
        await using var bare = new McpWorld(isSetUp: false);
        var ada = await bare.GreetAsync("ada");

        var before = await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        bare.SetUp();
        var after = await ada.CallAsync("claim", """{"paths":["a.cs"]}""");

        Assert.True(before.IsError);
        Assert.Equal("next: sidecar init", before.Next);
        Assert.False(after.IsError);
    }

    [Fact]
    public async Task Outside_a_repository_the_tools_are_listed_and_every_call_says_why_it_cannot_work()
    {
        var ada = await _world.GreetAsync("ada", directory: Path.GetTempPath());

        var reply = await ada.CallAsync("status");

        Assert.Equal(12, (await ada.Session.ListToolsAsync()).Count);
        Assert.True(reply.IsError);
        Assert.NotEmpty(reply.Next);
    }

    [Fact]
    public async Task The_project_that_the_client_names_is_used_where_the_server_was_started_elsewhere()
    {
        var ada = await _world.GreetAsync(
            "ada", environment: new Dictionary<string, string> { ["CLAUDE_PROJECT_DIR"] = _world.Folder }, directory: Path.GetTempPath());

        Assert.False((await ada.CallAsync("status")).IsError);
    }

    [Fact]
    public async Task A_registration_that_was_ended_meanwhile_is_made_again_under_its_name()
    {
        var ada = await _world.ConnectAsync("ada");
        await ada.CallAsync("whoami", """{"name":"lovelace"}""");
        using (var state = _world.Open())
            state.Agents.Leave(state.Agents.KeyOf(await PresentAsync()), "somebody ended it");

        var reply = await ada.CallAsync("whoami");

        Assert.Equal("\"lovelace\"", reply["name"]);
    }

    [Fact]
    public async Task A_server_whose_client_died_does_not_register_again_after_others_have_ended_its_registration()
    {
        var ada = await _world.ConnectAsync("ada");
        _world.Processes.Kill(ada.Program);
        await _world.ConnectAsync("bob");

        // No time passes here: it is the call that finds out, and not the look every now and then.
        var reply = await ada.CallAsync("whoami");

        Assert.True(reply.IsError);
        using var state = _world.Open();
        Assert.Equal(["bob"], state.Agents.Present().Select(present => present.Agent.Name.ToString()));
        Assert.Single(state.Agents.Gone(DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task Leaving_signs_the_agent_off_and_frees_its_claims()
    {
        var ada = await _world.ConnectAsync("ada");
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");

        await ada.HangUpAsync();

        Assert.Equal(0, await ada.Serving);
        using var state = _world.Open();
        Assert.Empty(state.Agents.Present());
        Assert.Empty(state.Claims.Active());
    }

    [Fact]
    public async Task The_death_of_the_client_ends_the_server_with_its_input_still_open_and_a_wait_in_flight()
    {
        var ada = await _world.ConnectAsync("ada");
        var waiting = ada.CallAsync("check_in", """{"wait_seconds":3600}""");
        await PresentAsync();

        _world.Processes.Kill(ada.Program);

        Assert.Equal(0, await _world.PassTimeUntil(ada.Serving));
        using var state = _world.Open();
        var gone = Assert.Single(state.Agents.Gone(DateTimeOffset.MinValue));
        Assert.Contains($"process {ada.Program.Pid}", gone.LeftWhy, StringComparison.Ordinal);
        _ = waiting.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task Switched_off_every_call_says_so()
    {
        File.AppendAllText(Path.Combine(_world.Folder, ".git", "config"), "[sidecar]\n\tenabled = false\n");
        var ada = await _world.GreetAsync("ada");

        var reply = await ada.CallAsync("status");

        Assert.True(reply.IsError);
        Assert.Equal("next: git config sidecar.enabled true", reply.Next);
    }

    private async Task<Agent> PresentAsync()
    {
        await _world.UntilAsync(state => state.Agents.Present().Count > 0);
        using var state = _world.Open();
        return state.Agents.Present()[0].Agent;
    }
}
