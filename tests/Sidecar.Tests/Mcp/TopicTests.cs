using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Tests.Mcp;

public sealed class TopicTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task Talk_in_a_topic_reaches_its_members_and_says_where_it_was_said()
    {
        var (ada, bob) = (await _world.ConnectAsync("ada"), await _world.ConnectAsync("bob"));
        var joined = await ada.CallAsync("topic", """{"action":"join","name":"api"}""");
        await bob.CallAsync("topic", """{"action":"join","name":"api"}""");
        var sent = await ada.CallAsync("send", """{"topic":"api","text":"hello"}""");

        var listed = await bob.CallAsync("topic", """{"action":"list"}""");
        var found = await ada.CallAsync("history", """{"topic":"API"}""");

        Assert.Equal("Joined: api. Members: ada.", joined.Text);
        Assert.Equal("Message 1 sent to bob in the topic api.", sent.Text);
        Assert.StartsWith("Topics:\n  api, 1 unread - ada, bob\n", listed.Text, StringComparison.Ordinal);
        Assert.Contains(" ada in api\n| hello", listed.Text, StringComparison.Ordinal);
        Assert.Equal(["api"], found.Texts("messages", "topic"));
    }

    [Fact]
    public async Task Members_come_and_go_and_close_the_topic()
    {
        var (ada, bob) = (await _world.ConnectAsync("ada"), await _world.ConnectAsync("bob"));
        await ada.CallAsync("topic", """{"action":"join","name":"api"}""");
        await bob.CallAsync("topic", """{"action":"join","name":"api"}""");

        var again = await bob.CallAsync("topic", """{"action":"join","name":"api"}""");
        var left = await bob.CallAsync("topic", """{"action":"leave","name":"api"}""");
        var members = await bob.CallAsync("topic", """{"action":"members","name":"api"}""");
        var closed = await ada.CallAsync("topic", """{"action":"close","name":"api"}""");
        var late = await bob.CallAsync("topic", """{"action":"join","name":"api"}""");
        var listed = await bob.CallAsync("topic", """{"action":"list"}""");

        Assert.Equal(("false", "true"), (again["changed"], left["changed"]));
        Assert.Equal(["ada"], members.Texts("members", "name"));
        Assert.Equal("Closed for good: api.", closed.Text);
        Assert.True(late.IsError);
        Assert.Equal("next: history topic=api (in a terminal: sidecar log --topic api) reads it; join another topic to write", late.Next);
        Assert.Equal(("[]", "[\"api\"]"), (listed["topics"], listed["closed"]));
        Assert.Equal("No topic is open; topic action=join name=... creates one.\nClosed, still in history: api.", listed.Text);
    }

    [Fact]
    public async Task Of_many_topics_those_with_the_latest_talk_are_listed_and_of_many_members_the_first()
    {
        var ada = await _world.ConnectAsync("ada");
        using var state = _world.Open();
        for (var number = 1; number <= 51; number++)
            state.Topics.Join(state.Agents.KeyOfHuman(), TopicName.Parse($"t{number}"));
        for (var number = 1; number <= 21; number++)
            state.Database.Write(db => db.Execute($"INSERT INTO topic_members (topic_id, member, joined_at) VALUES (7, 'm{number}', 0)"));
        state.Messages.Send(state.Agents.KeyOfHuman(), new Draft("all", "hello") { Topic = "t7" }, TalkLimits.Usual);

        var listed = await ada.CallAsync("topic", """{"action":"list"}""");

        Assert.Equal(("50", "1"), ($"{listed.List("topics").Count()}", listed["left"]));
        Assert.Equal("t7", listed.Texts("topics", "name")[0]);
        var first = listed.List("topics").First();
        Assert.Equal((20, 22), (first.GetProperty("members").GetArrayLength(), first.GetProperty("member_count").GetInt32()));
    }

    [Fact]
    public async Task A_key_makes_sending_twice_harmless()
    {
        var (ada, bob) = (await _world.ConnectAsync("ada"), await _world.ConnectAsync("bob"));
        var first = await ada.CallAsync("send", """{"to":"bob","text":"hello","key":"k"}""");
        var again = await ada.CallAsync("check_in", """{"to":"bob","text":"hello","key":"k"}""");
        var other = await ada.CallAsync("send", """{"to":"bob","text":"bye","key":"k"}""");

        Assert.Equal("", first["repeated"]);
        Assert.True(again.Content.GetProperty("sent").GetProperty("repeated").GetBoolean());
        Assert.Equal("Sent before as message 1; nothing was sent now. It said something else then: use another key for it.", other.Text);
        Assert.Equal(["hello"], (await bob.CallAsync("check_in")).Texts("messages", "text"));
    }

    [Fact]
    public async Task The_sender_may_get_its_own_broadcast_and_the_settings_limit_talk()
    {
        var ada = await _world.ConnectAsync("ada");
        await File.AppendAllTextAsync(Path.Combine(_world.Folder, ".git", "config"), "\tmessagesPerMinute = 1\n");

        var sent = await ada.CallAsync("send", """{"to":"all","text":"note","include_self":true}""");
        var over = await ada.CallAsync("send", """{"to":"all","text":"more"}""");

        Assert.Contains("| note", sent.Text, StringComparison.Ordinal);
        Assert.Contains("(sidecar.messagesPerMinute)", over.Text, StringComparison.Ordinal);
        Assert.StartsWith("next: send it again in 60 s", over.Next, StringComparison.Ordinal);
    }
}
