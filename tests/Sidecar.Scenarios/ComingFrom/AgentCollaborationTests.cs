using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.ComingFrom;

/// <summary>The rows of the table "agent-collaboration" in docs/coming-from.md, played.</summary>
public sealed class AgentCollaborationTests(TwoAgents two) : IClassFixture<TwoAgents>, IAsyncLifetime
{
    public Task InitializeAsync() => two.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AgentCollaboration_create_topic_is_the_first_join()
    {
        var joined = await JoinAsync(two.Ada, "created");

        Assert.Equal(["ada"], TwoAgents.Texts(joined, "members", "name"));
        Assert.True(joined["changed"].GetBoolean());
    }

    [Fact]
    public async Task AgentCollaboration_join_topic_is_topic_join_and_lasts_longer_than_the_session()
    {
        await using (var eve = await two.StartAsync("eve"))
            await JoinAsync(eve, "joined");

        await JoinAsync(two.Ada, "joined");
        (await two.Ada.CallAsync("send", """{"topic":"joined","text":"kept"}""")).Succeeded();
        await using var back = await two.StartAsync("eve");

        Assert.Contains("kept", back.Joined.Text, StringComparison.Ordinal);
        Assert.False((await JoinAsync(back, "joined"))["changed"].GetBoolean());
    }

    [Fact]
    public async Task AgentCollaboration_send_message_is_send_with_topic()
    {
        await JoinBothAsync("sent");
        await using var eve = await two.StartAsync("eve");

        var toAll = (await two.Ada.CallAsync("send", """{"topic":"sent","text":"to the members"}""")).Succeeded();
        var toOne = (await two.Ada.CallAsync("send", """{"topic":"sent","to":"bob","body":{"n":1}}""")).Succeeded();
        var withMe = (await two.Ada.CallAsync("send", """{"topic":"sent","text":"to me too","include_self":true}""")).Succeeded();
        (await eve.CallAsync("send", """{"topic":"sent","text":"from outside"}""")).Refused();

        Assert.Equal(["bob"], TwoAgents.Texts(toAll, "recipients", "name"));
        Assert.Equal(["bob"], TwoAgents.Texts(toOne, "recipients", "name"));
        Assert.Equal(["ada", "bob"], TwoAgents.Texts(withMe, "recipients", "name").Order());
        Assert.Empty(await TwoAgents.MessagesAsync(eve));
    }

    [Fact]
    public async Task AgentCollaboration_read_messages_is_check_in_with_a_wait()
    {
        await JoinBothAsync("read");
        var waiting = two.Bob.CallAsync("check_in", """{"wait_seconds":600,"limit":5}""");
        await two.Bob.AskAsync("ping");

        (await two.Ada.CallAsync("send", """{"topic":"read","text":"wake up"}""")).Succeeded();

        var message = Assert.Single((await waiting).Succeeded()["messages"].EnumerateArray());
        Assert.Equal(("wake up", "read"), (message.GetProperty("text").GetString(), message.GetProperty("topic").GetString()));
        Assert.Empty(await TwoAgents.MessagesAsync(two.Bob));
    }

    [Fact]
    public async Task AgentCollaboration_check_in_is_check_in_with_a_named_recipient()
    {
        await JoinBothAsync("checked");
        (await two.Ada.CallAsync("send", """{"topic":"checked","text":"go on"}""")).Succeeded();

        var reply = (await two.Bob.CallAsync("check_in", """{"topic":"checked","text":"half done","status":"in the parser"}""")).Succeeded();

        Assert.Equal(["go on"], TwoAgents.Texts(reply, "messages", "text"));
        Assert.Equal(["ada"], TwoAgents.Texts(reply["sent"].GetProperty("recipients"), "name"));
        Assert.Equal("in the parser", TwoAgents.Agent(await two.Ada.CallAsync("status"), "bob").GetProperty("summary").GetString());
    }

    [Fact]
    public async Task AgentCollaboration_leave_topic_is_topic_leave()
    {
        await JoinBothAsync("left");

        (await two.Bob.CallAsync("topic", """{"action":"leave","name":"left"}""")).Succeeded();
        var sent = (await two.Ada.CallAsync("send", """{"topic":"left","text":"nobody hears"}""")).Succeeded();

        Assert.Empty(sent["recipients"].EnumerateArray());
    }

    [Fact]
    public async Task AgentCollaboration_list_topics_is_topic_list_with_what_is_unread()
    {
        await JoinBothAsync("listed");
        (await two.Ada.CallAsync("send", """{"topic":"listed","text":"one"}""")).Succeeded();

        var listed = (await two.Bob.CallAsync("topic", """{"action":"list"}""")).Succeeded();

        var topic = Assert.Single(listed["topics"].EnumerateArray(), topic => topic.GetProperty("name").GetString() == "listed");
        Assert.Equal(1, topic.GetProperty("unread").GetInt32());
        Assert.Equal(["ada", "bob"], TwoAgents.Texts(topic.GetProperty("members"), "name"));
    }

    [Fact]
    public async Task AgentCollaboration_list_topic_members_is_topic_members()
    {
        await JoinBothAsync("members");

        var members = (await two.Bob.CallAsync("topic", """{"action":"members","name":"MEMBERS"}""")).Succeeded();

        Assert.Equal(["ada", "bob"], TwoAgents.Texts(members, "members", "name"));
    }

    private async Task JoinBothAsync(string topic)
    {
        await JoinAsync(two.Ada, topic);
        await JoinAsync(two.Bob, topic);
    }

    private static async Task<Reply> JoinAsync(AgentProcess agent, string topic) =>
        (await agent.CallAsync("topic", JsonText.Of(("action", "join"), ("name", topic)))).Succeeded();
}
