using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class TopicsCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void An_agent_that_did_not_register_sees_the_list_too()
    {
        _room.State.Topics.Join(_room.Join("ada"), TopicName.Parse("api"));
        _room.Environment["GEMINI_CLI"] = "1";

        var listed = _room.Run("topics");

        Assert.Equal(0, listed.Code);
        Assert.Contains("api", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_joins_talks_and_closes()
    {
        var ada = _room.Join("ada");
        _room.State.Topics.Join(ada, TopicName.Parse("api"));

        var joined = _room.Run("topics", "join", "api");
        var sent = _room.Run("send", "--topic", "api", "The routes are merged.");
        _room.State.Messages.Send(ada, new Draft("all", "Thank you.") { Topic = "api" }, TalkLimits.Usual);
        var listed = _room.Run("topics");
        var log = _room.Run("log", "--topic", "API");
        var members = _room.Run("topics", "members", "api", "--json");
        var closed = _room.Run("topics", "close", "api");
        var late = _room.Run("send", "--topic", "api", "more");

        Assert.Equal("You joined api. Members: ada, human.\n", joined.Output);
        Assert.Equal("Message 1 sent to ada in the topic api.\n", sent.Output);
        Assert.Equal(
            """
              TOPIC  MEMBERS     UNREAD  CREATED
              api    ada, human  1       just now by ada

            """,
            listed.Output);
        Assert.Equal("#2 ada in api, just now\n  │ Thank you.\n#1 human in api, just now\n  │ The routes are merged.\n", log.Output);
        Assert.Equal(
            """{"name":"api","created":"2030-01-01T12:00:00.000Z","created_by":"ada","closed":null,"closed_by":null,"members":[{"name":"ada","live":true},{"name":"human","live":true}]}""" + "\n",
            members.Output);
        Assert.Equal("Closed for good: api. Members: ada, human.\n", closed.Output);
        Assert.Equal((1, "sidecar: The topic api was closed by human; it takes nothing more."), (late.Code, late.Error.Split('\n')[0]));
    }

    [Fact]
    public void Joining_twice_and_leaving_without_having_joined_change_nothing()
    {
        _room.Run("topics", "join", "api");

        Assert.Equal("You are a member already of api. Members: human.\n", _room.Run("topics", "join", "api").Output);
        Assert.Equal("You left api. Members: nobody.\n", _room.Run("topics", "leave", "api").Output);
        Assert.EndsWith("\"members\":[],\"changed\":false}\n", _room.Run("topics", "leave", "api", "--json").Output);
    }

    [Fact]
    public void Without_topics_it_says_how_to_create_one() =>
        Assert.Equal("There are no topics. To create one: sidecar topics join NAME\n", _room.Run("topics").Output);

    [Theory]
    [InlineData("topics cannot 'open'; it can join, leave, members or close.", "topics", "open", "api")]
    [InlineData("topics join needs the NAME of a topic.", "topics", "join")]
    [InlineData("There is no topic api, nor any other.", "topics", "leave", "api")]
    [InlineData("There is no topic api, nor any other.", "topics", "members", "api")]
    [InlineData("There is no topic api, nor any other open one.", "send", "--topic", "api", "hello")]
    [InlineData("'a b' cannot be a topic's name.", "topics", "join", "a b")]
    [InlineData("send needs TO and TEXT.", "send", "hello")]
    [InlineData("--with, --topic and --search are for messages, not for events.", "log", "--events", "--topic", "api")]
    public void Wrong_usage_is_told(string words, params string[] args)
    {
        var result = _room.Run(args);

        Assert.Equal((2, $"sidecar: {words}"), (result.Code, result.Error.Split('\n')[0]));
    }

    [Fact]
    public void A_key_sends_once()
    {
        _room.Join("ada");
        _room.Run("send", "ada", "hello", "--key", "k");

        Assert.Equal("Sent before as message 1; nothing was sent now.\n", _room.Run("send", "ada", "hello", "--key", "k").Output);
        Assert.EndsWith("It said something else then: use another key for it.\n", _room.Run("send", "ada", "bye", "--key", "k").Output);
        Assert.Equal(
            """{"id":1,"recipients":[{"name":"ada","live":true}],"topic":null,"full":null,"repeated":true,"differs":null}""" + "\n",
            _room.Run("send", "ada", "hello", "--key", "k", "--json").Output);
    }

    [Fact]
    public void Who_gets_no_more_is_named_and_the_sender_may_get_its_own()
    {
        var ada = _room.Join("ada");
        _room.Git("config", "sidecar.mailboxSize", "1");
        _room.Run("send", "ada", "one");

        var sent = _room.Run("send", "all", "two", "--include-self");

        Assert.Equal("Message 2 sent to human.\nada does not get it: too much is unread there.\n", sent.Output);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
        Assert.Contains("(sidecar.mailboxSize)", _room.Run("send", "ada", "three").Error, StringComparison.Ordinal);
    }
}
