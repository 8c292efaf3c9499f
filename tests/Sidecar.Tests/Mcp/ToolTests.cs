namespace Sidecar.Tests.Mcp;

public sealed class ToolTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task What_one_claims_is_refused_to_the_other_with_all_that_unblocks()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["src/"],"reason":"rename the parser"}""");

        var reply = await bob.CallAsync("claim", """{"paths":["src/a [1].cs"]}""");

        Assert.True(reply.IsError);
        Golden.Match($"{reply["refused"]}\n\n{reply.Text}");
    }

    [Fact]
    public async Task The_second_of_two_that_ask_for_one_name_is_told_what_it_is_called_and_why()
    {
        await _world.ConnectAsync("ada");
        var second = await _world.ConnectAsync("ada");

        var reply = await second.CallAsync("whoami");

        Assert.Equal("\"ada-2\"", reply["name"]);
        Assert.Equal("\"ada\"", reply["asked_name"]);
        Assert.Contains("You asked for the name ada, which another live agent has.", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_is_granted_and_released()
    {
        var (ada, bob) = await TwoAsync();

        var granted = await ada.CallAsync("claim", """{"paths":["./a.cs","task:login"],"ttl_minutes":5,"reason":"x"}""");
        var released = await ada.CallAsync("release", """{"paths":["a.cs","b.cs"]}""");
        var other = await bob.CallAsync("claim", """{"paths":["a.cs"]}""");

        Assert.Equal(["a.cs", "task:login"], granted.Texts("granted", "path"));
        Assert.Contains("5m", granted.Text, StringComparison.Ordinal);
        Assert.Equal("""["a.cs"]""", released["released"]);
        Assert.Equal("""["b.cs"]""", released["not_held"]);
        Assert.False(other.IsError);
    }

    [Fact]
    public async Task A_waiting_claim_is_served_by_the_release()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        var waiting = bob.CallAsync("claim", """{"paths":["a.cs"],"wait_seconds":600}""");
        await _world.UntilAsync(state => state.Claims.Waiting().Count == 1);

        var released = await ada.CallAsync("release");

        Assert.Equal("""["bob"]""", released["waiting_now_served"]);
        Assert.False((await waiting).IsError);
    }

    [Fact]
    public async Task A_wait_that_ran_out_says_so()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"],"ttl_minutes":1440}""");

        var reply = await _world.PassTimeUntil(bob.CallAsync("claim", """{"paths":["a.cs"],"wait_seconds":5}"""));

        Assert.True(reply.IsError);
        Assert.Equal("true", reply["timed_out"]);
    }

    [Fact]
    public async Task Waiting_in_a_circle_is_refused_and_the_circle_named()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        await bob.CallAsync("claim", """{"paths":["b.cs"]}""");
        var waiting = ada.CallAsync("claim", """{"paths":["b.cs"],"wait_seconds":600}""");
        await _world.UntilAsync(state => state.Claims.Waiting().Count == 1);

        var reply = await bob.CallAsync("claim", """{"paths":["a.cs"],"wait_seconds":600}""");
        await bob.CallAsync("release");
        await waiting;

        Assert.True(reply.IsError);
        Assert.Contains("bob -> ada -> bob", reply.Text, StringComparison.Ordinal);
        Assert.Equal("""["bob","ada","bob"]""", reply["deadlock"]);
    }

    [Fact]
    public async Task Claims_are_handed_over()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");

        var reply = await ada.CallAsync("release", """{"to":"bob"}""");

        Assert.Equal("\"bob\"", reply["to"]);
        Assert.Equal(["bob"], (await bob.CallAsync("status")).Texts("claims", "holder"));
    }

    [Fact]
    public async Task Check_tells_conflict_from_clear_and_what_it_looked_at()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["src/*.cs"],"reason":"x"}""");
        await ada.CallAsync("claim", """{"paths":["docs/"],"mode":"shared"}""");

        var reply = await bob.CallAsync("check", """{"paths":["src/a.cs","docs/x.md","free.txt"]}""");

        Assert.Equal(["conflict", "clear", "clear"], reply.Texts("paths", "level"));
        Assert.Equal("\"conflict\"", reply["level"]);
        Assert.Equal(
            """{"at":"2030-01-01T12:00:00.000Z","claims":2,"uncommitted":0,"announcements":0,"agents":2,"untried_merges":[],"watcher":{"running":false,"says":"not running","next":"sidecar watch","worktrees":[]},"index":{"stage":"absent","commits":0,"engine":"","detail":""}}""",
            reply["looked_at"]);
        Assert.Equal("\"clear\"", (await ada.CallAsync("check", """{"paths":["src/a.cs"]}"""))["level"]);
    }

    [Fact]
    public async Task The_claim_of_a_dead_agent_is_named_and_does_not_count()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        _world.Processes.Kill(ada.Program);

        var reply = await bob.CallAsync("check", """{"paths":["a.cs"]}""");

        Assert.Equal("\"clear\"", reply["level"]);
        Assert.Contains("ada (gone)", reply.Text, StringComparison.Ordinal);
        Assert.Equal("1", reply.Content.GetProperty("looked_at").GetProperty("agents").ToString());
        Assert.False((await bob.CallAsync("claim", """{"paths":["a.cs"]}""")).IsError);
    }

    [Fact]
    public async Task Status_shows_who_is_here_and_who_left_and_why()
    {
        var (ada, bob) = await TwoAsync();
        await ada.CallAsync("claim", """{"paths":["a.cs"]}""");
        await ada.HangUpAsync();
        await ada.Serving;

        var reply = await bob.CallAsync("status");

        Assert.Equal(["bob"], reply.Texts("agents", "name"));
        Assert.Equal(["its client closed the connection"], reply.Texts("gone", "why"));
        Assert.Equal(["a.cs"], reply.Texts("ended", "path"));
        Assert.Contains("bob (you)", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_waits_for_agents()
    {
        var ada = await _world.ConnectAsync("ada");
        var waiting = ada.CallAsync("status", """{"wait_for_agents":2,"wait_seconds":600}""");

        await _world.ConnectAsync("bob");

        Assert.Equal(["ada", "bob"], (await waiting).Texts("agents", "name"));
    }

    [Fact]
    public async Task Status_says_when_the_wait_ran_out()
    {
        var ada = await _world.ConnectAsync("ada");

        var reply = await _world.PassTimeUntil(ada.CallAsync("status", """{"wait_for_agents":2,"wait_seconds":3}"""));

        Assert.Equal("true", reply["timed_out"]);
    }

    [Fact]
    public async Task Whoami_shows_and_changes_the_own_record()
    {
        var ada = await _world.ConnectAsync("ada");

        var reply = await ada.CallAsync("whoami", """{"name":"Ada.2","role":"reviewer","summary":"the parser","modules":["src/api"]}""");

        Assert.Equal("\"Ada.2\"", reply["name"]);
        Assert.Equal("\"env\"", reply["identity"]);
        Assert.Equal("""["src/api"]""", (await ada.CallAsync("whoami"))["modules"]);
    }

    [Fact]
    public async Task What_is_blank_clears_what_was_said()
    {
        var ada = await _world.ConnectAsync("ada");
        await ada.CallAsync("whoami", """{"role":"reviewer","summary":"the parser","modules":["src/api"]}""");

        await ada.CallAsync("whoami", """{"role":"","modules":["", " "]}""");
        var some = await ada.CallAsync("whoami");
        await ada.CallAsync("check_in", """{"status":" "}""");
        var none = await ada.CallAsync("whoami");

        Assert.EndsWith("recognised by: env. Doing: the parser.", some.Text, StringComparison.Ordinal);
        Assert.EndsWith("recognised by: env.", none.Text, StringComparison.Ordinal);
        Assert.Equal(("", "[]", ""), (none["role"], none["modules"], none["summary"]));
    }

    [Fact]
    public async Task A_name_of_another_live_agent_is_refused()
    {
        var (_, bob) = await TwoAsync();

        var reply = await bob.CallAsync("whoami", """{"name":"ADA"}""");

        Assert.True(reply.IsError);
        Assert.Equal("\"bob\"", (await bob.CallAsync("whoami"))["name"]);
    }

    private async Task<(McpAgent Ada, McpAgent Bob)> TwoAsync() =>
        (await _world.ConnectAsync("ada"), await _world.ConnectAsync("bob"));
}
