using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.ComingFrom;

/// <summary>The rows of the table "A chatroom" in docs/coming-from.md, played.</summary>
public sealed class ChatroomTests(TwoAgents two) : IClassFixture<TwoAgents>, IAsyncLifetime
{
    public Task InitializeAsync() => two.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Chatroom_join_is_the_start_of_the_client()
    {
        await using var eve = await two.StartAsync("eve");
        await using var other = await two.StartAsync("eve");

        (await eve.CallAsync("whoami", """{"role":"reviewer"}""")).Succeeded();
        var status = (await two.Ada.CallAsync("status")).Succeeded();

        Assert.Equal("reviewer", TwoAgents.Agent(status, "eve").GetProperty("role").GetString());
        Assert.Equal("eve-2", other.Joined.Value("name"));
    }

    [Fact]
    public async Task Chatroom_leave_is_the_end_of_the_client()
    {
        var eve = await two.StartAsync("eve");
        (await eve.ClaimAsync("held-by-eve.txt")).Succeeded();
        var fred = await two.StartAsync("fred");
        await eve.DisposeAsync();
        fred.KillClient();
        await fred.ServerEndsAsync();
        await fred.DisposeAsync();

        var status = (await two.Ada.CallAsync("status")).Succeeded();

        Assert.DoesNotContain("eve", TwoAgents.Texts(status, "agents", "name"));
        Assert.Superset(new HashSet<string> { "eve", "fred" }, TwoAgents.Texts(status, "gone", "name").ToHashSet());
        (await two.Ada.ClaimAsync("held-by-eve.txt")).Succeeded();
    }

    [Fact]
    public async Task Chatroom_send_message_is_send()
    {
        var direct = (await two.Ada.CallAsync("send", """{"to":"bob","text":"to you"}""")).Succeeded();
        var broadcast = (await two.Ada.CallAsync("send", """{"to":"all","text":"to everybody"}""")).Succeeded();
        (await two.Ada.CallAsync("send", """{"to":"never-was-here","text":"lost"}""")).Refused();

        Assert.Equal(["bob"], TwoAgents.Texts(direct, "recipients", "name"));
        Assert.Equal(["bob"], TwoAgents.Texts(broadcast, "recipients", "name"));
        Assert.Equal(["to you", "to everybody"], await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task Chatroom_read_messages_is_history()
    {
        var first = (await two.Ada.CallAsync("send", """{"to":"bob","text":"one"}""")).Succeeded()["id"].GetInt64();
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"two"}""")).Succeeded();
        (await two.Ada.CallAsync("send", """{"to":"human","text":"three"}""")).Succeeded();

        var since = (await two.Ada.CallAsync("history", JsonText.Of(("since", first)))).Succeeded();
        var withBob = (await two.Ada.CallAsync("history", JsonText.Of(("since", first), ("with", "bob")))).Succeeded();
        var page = (await two.Ada.CallAsync("history", """{"limit":1}""")).Succeeded();

        Assert.Equal(["three", "two"], TwoAgents.Texts(since, "messages", "text"));
        Assert.Equal(["two"], TwoAgents.Texts(withBob, "messages", "text"));
        Assert.Equal(first + 2, page["next"].GetInt64());
    }

    [Fact]
    public async Task Chatroom_list_participants_is_status()
    {
        var status = (await two.Ada.CallAsync("status")).Succeeded();

        Assert.Equal(["ada", "bob"], TwoAgents.Texts(status, "agents", "name").Order());
        Assert.True(TwoAgents.Agent(status, "bob").GetProperty("live").GetBoolean());
        Assert.NotNull(TwoAgents.Agent(status, "bob").GetProperty("active").GetString());
    }

    [Fact]
    public async Task Chatroom_get_status_is_status_and_the_latest_message_of_history()
    {
        var sent = (await two.Ada.CallAsync("send", """{"to":"human","text":"latest"}""")).Succeeded()["id"].GetInt64();

        var status = (await two.Bob.CallAsync("status")).Succeeded();
        var latest = Assert.Single((await two.Bob.CallAsync("history", """{"limit":1}""")).Succeeded()["messages"].EnumerateArray());

        Assert.True(status["agents"].GetArrayLength() >= 2);
        Assert.Equal(sent, latest.GetProperty("id").GetInt64());
        Assert.NotNull(latest.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Chatroom_get_cursor_is_unread_in_every_answer()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"one"}""")).Succeeded();
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"two"}""")).Succeeded();

        var first = (await two.Bob.CallAsync("check_in", """{"limit":1}""")).Succeeded();
        var second = (await two.Bob.CallAsync("whoami")).Succeeded();

        Assert.Equal((2, 1), (first["unread"].GetInt32(), first["left"].GetInt32()));
        Assert.Equal(1, second["unread"].GetInt32());
    }

    [Fact]
    public async Task Chatroom_set_cursor_is_ack_of_the_messages_themselves()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"one"}""")).Succeeded();
        var second = (await two.Ada.CallAsync("send", """{"to":"bob","text":"two"}""")).Succeeded()["id"].GetInt64();

        var texts = await TwoAgents.MessagesAsync(two.Bob, JsonText.Of(("ack", new[] { second })));

        Assert.Equal(["one"], texts);
        Assert.Empty(await TwoAgents.MessagesAsync(two.Bob, JsonText.Of(("ack", new[] { second - 1 }))));
    }

    [Fact]
    public async Task Chatroom_read_unread_is_check_in_for_the_agent_and_inbox_for_who_only_looks()
    {
        (await two.Ada.CallAsync("send", """{"to":"bob","text":"unread"}""")).Succeeded();

        (await two.Human.SidecarAsync("--as", "bob", "inbox")).Succeeded().Says("unread").Says("Not taken");

        Assert.Equal(["unread"], await TwoAgents.MessagesAsync(two.Bob, """{"limit":50}"""));
        Assert.Empty(await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task Chatroom_write_summary_is_handoff_with_a_summary()
    {
        var forAll = (await two.Ada.CallAsync("handoff", """{"summary":"The parser is done."}""")).Succeeded();
        var forBob = (await two.Ada.CallAsync("handoff", """{"summary":"Yours now.","scope":"bob"}""")).Succeeded();

        Assert.Equal(("all", "bob"), (forAll.Value("scope"), forBob.Value("scope")));
        Assert.Empty(forAll["recipients"].EnumerateArray());
        Assert.Equal(["Yours now."], await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task Chatroom_read_latest_summary_is_handoff_with_a_scope()
    {
        (await two.Ada.CallAsync("handoff", """{"summary":"For bob.","scope":"bob"}""")).Succeeded();
        (await two.Ada.CallAsync("handoff", """{"summary":"For all."}""")).Succeeded();

        var forBob = (await two.Ada.CallAsync("handoff", """{"scope":"bob"}""")).Succeeded();
        var forAll = (await two.Ada.CallAsync("handoff", """{"scope":"all"}""")).Succeeded();
        var forAda = (await two.Ada.CallAsync("handoff", """{"scope":"ada"}""")).Succeeded();

        Assert.Equal("For bob.", forBob["summary"].GetProperty("text").GetString());
        Assert.Equal("For all.", forAll["summary"].GetProperty("text").GetString());
        Assert.Contains("No summary was left for ada.", forAda.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chatroom_get_handoff_is_handoff()
    {
        (await two.Ada.CallAsync("handoff", """{"summary":"Half of it is done."}""")).Succeeded();
        (await two.Ada.CallAsync("send", """{"to":"all","text":"the build is red"}""")).Succeeded();
        (await two.Bob.ClaimAsync("mine.txt")).Succeeded();
        await using var eve = await two.StartAsync("eve");

        var forBob = (await two.Bob.CallAsync("handoff")).Succeeded();
        var forEve = (await eve.CallAsync("handoff")).Succeeded();

        Assert.Equal(["ada", "eve"], TwoAgents.Texts(forBob, "here", "name").Order());
        Assert.Equal(["mine.txt"], forBob["claims"].EnumerateArray().Select(path => path.GetString()!));
        Assert.Equal("Half of it is done.", forEve["summary"].GetProperty("text").GetString());
        Assert.Contains("| Half of it is done.", forBob.Text, StringComparison.Ordinal);
        Assert.Contains("the build is red", TwoAgents.Texts(forEve, "messages", "text"));
        Assert.InRange(forBob.Text.Length, 1, 2_000);
    }
}
