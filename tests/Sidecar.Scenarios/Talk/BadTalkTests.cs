using System.Diagnostics;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

/// <summary>What cannot be done gets a clear error with a way on, and leaves every table as it was.</summary>
public sealed class BadTalkTests(Correspondents there) : IClassFixture<Correspondents>
{
    [Theory]
    [InlineData("send", """{"to":"never-was","text":"x"}""", "never-was")]
    [InlineData("send", """{"to":"ada","text":"x"}""", "ada")]
    [InlineData("send", """{"to":"system","text":"x"}""", "system")]
    [InlineData("send", """{"text":"x"}""", "to")]
    [InlineData("send", """{"to":"","text":"x"}""", "to")]
    [InlineData("send", """{"to":"bob"}""", "text")]
    [InlineData("send", """{"to":"bob","text":"x","reply_to":987654321}""", "987654321")]
    [InlineData("send", """{"to":"bob","text":"x","reply_to":-1}""", "reply_to")]
    [InlineData("send", """{"to":"bob","text":"x","reply_to":"1"}""", "reply_to")]
    [InlineData("send", """{"topic":"nowhere","text":"x"}""", "nowhere")]
    [InlineData("send", """{"topic":"","text":"x"}""", "topic")]
    [InlineData("send", """{"topic":"all","text":"x"}""", "all")]
    [InlineData("send", """{"to":"bob","text":"x","key":""}""", "key")]
    [InlineData("send", """{"to":"bob","text":"x","key":7}""", "key")]
    [InlineData("send", """{"to":"all","text":"x","include_self":"yes"}""", "include_self")]
    [InlineData("check_in", """{"to":"never-was","text":"x","status":"half done","ack":[1]}""", "never-was")]
    [InlineData("check_in", """{"topic":"nowhere","text":"x","status":"half done"}""", "nowhere")]
    [InlineData("check_in", """{"text":"to nobody","status":"half done"}""", "to")]
    [InlineData("check_in", """{"wait_seconds":-1,"status":"half done"}""", "wait_seconds")]
    [InlineData("check_in", """{"wait_seconds":3601,"to":"bob","text":"x"}""", "3600")]
    [InlineData("check_in", """{"wait_seconds":1.5}""", "wait_seconds")]
    [InlineData("check_in", """{"wait_seconds":"60"}""", "wait_seconds")]
    [InlineData("check_in", """{"limit":201}""", "limit")]
    [InlineData("check_in", """{"ack":[1.5]}""", "ack")]
    [InlineData("check_in", """{"ack":"1"}""", "ack")]
    [InlineData("status", """{"wait_for_agents":2,"wait_seconds":3601}""", "3600")]
    [InlineData("status", """{"wait_for_agents":-1}""", "wait_for_agents")]
    [InlineData("history", """{"with":"a b"}""", "a b")]
    [InlineData("history", """{"topic":"a b"}""", "a b")]
    [InlineData("history", """{"since":-1}""", "since")]
    [InlineData("history", """{"before":"last"}""", "before")]
    [InlineData("topic", """{}""", "action")]
    [InlineData("topic", """{"action":"join"}""", "name")]
    [InlineData("topic", """{"action":"join","name":""}""", "topic")]
    [InlineData("topic", """{"action":"join","name":"all"}""", "all")]
    [InlineData("topic", """{"action":"join","name":"a/b"}""", "a/b")]
    [InlineData("topic", """{"action":"join","name":"abcdefghijklmnopqrstuvwxyz1234567"}""", "32")]
    [InlineData("topic", """{"action":"leave","name":"nowhere"}""", "nowhere")]
    [InlineData("topic", """{"action":"close","name":"nowhere"}""", "nowhere")]
    [InlineData("topic", """{"action":"members","name":"nowhere"}""", "nowhere")]
    [InlineData("topic", """{"action":"burn","name":"x"}""", "join")]
    public async Task A_tool_says_what_is_wrong_and_stores_nothing(string tool, string arguments, string says)
    {
        var reply = await there.UnchangedAsync(() => there.Ada.CallAsync(tool, arguments));

        Assert.Contains(says, reply.Refused().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send", "never-was", "x")]
    [InlineData("send", "human", "x")]
    [InlineData("send", "system", "x")]
    [InlineData("send", "a b", "x")]
    [InlineData("send", "ada", "")]
    [InlineData("send", "ada", "x", "--reply-to", "987654321")]
    [InlineData("send", "ada", "x", "--reply-to", "0")]
    [InlineData("send", "ada", "x", "--kind", "No Kind")]
    [InlineData("inbox", "--wait", "-1s")]
    [InlineData("inbox", "--wait", "3601s")]
    [InlineData("inbox", "--wait", "soon")]
    [InlineData("inbox", "--limit", "0")]
    [InlineData("log", "--limit", "0")]
    [InlineData("log", "--since", "-1")]
    [InlineData("log", "--with", "a b")]
    public async Task A_command_says_what_is_wrong_and_stores_nothing(params string[] arguments) =>
        (await there.UnchangedAsync(() => there.Person.SidecarAsync(arguments))).Ended(2).Says("next: ");

    [Fact]
    public async Task A_wait_ends_when_it_says()
    {
        var begin = Stopwatch.GetTimestamp();

        var reply = await there.UnchangedAsync(() => there.Ada.CallAsync("check_in", """{"wait_seconds":1}"""));

        Assert.True(reply.Succeeded()["timed_out"].GetBoolean());
        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalSeconds, 1, 21);
    }

    /// <summary>The time is far too short for so many waits of even one second.</summary>
    [Fact(Timeout = 30_000)]
    public async Task A_wait_of_0_does_not_wait()
    {
        for (var turn = 0; turn < 100; turn++)
        {
            var reply = await there.Ada.CallAsync("check_in", """{"wait_seconds":0}""");
            Assert.False(reply.Succeeded()["timed_out"].GetBoolean());
        }
    }

    [Fact]
    public async Task An_hour_of_waiting_can_be_cancelled_and_holds_nothing_up()
    {
        await there.Bob.SayAsync("""{"jsonrpc":"2.0","id":"hour","method":"tools/call","params":{"name":"check_in","arguments":{"wait_seconds":3600}}}""");
        (await there.Bob.CallAsync("whoami")).Succeeded();
        await there.Bob.SayAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"hour"}}""");

        await there.SendAsync(("to", "bob"), ("text", "nobody waits for this"));
        var reply = (await there.Bob.CallAsync("check_in")).Succeeded();

        Assert.Equal("nobody waits for this", Assert.Single(reply["messages"].EnumerateArray()).GetProperty("text").GetString());
        (await there.Bob.CallAsync("whoami")).Succeeded();
    }

    [Fact]
    public async Task A_closed_topic_takes_nothing_and_can_be_read()
    {
        (await there.Ada.CallAsync("topic", """{"action":"join","name":"over"}""")).Succeeded();
        await there.SendAsync(("topic", "over"), ("text", "the last word"));
        (await there.Ada.CallAsync("topic", """{"action":"close","name":"over"}""")).Succeeded();

        foreach (var (tool, arguments) in new[]
        {
            ("send", """{"topic":"over","text":"one more"}"""), ("topic", """{"action":"join","name":"over"}"""),
            ("topic", """{"action":"join","name":"OVER"}"""), ("check_in", """{"topic":"over","text":"one more","status":"half done"}"""),
        })
        {
            (await there.UnchangedAsync(() => there.Ada.CallAsync(tool, arguments))).Refused();
        }

        Assert.Equal(
            "the last word",
            (await there.Ada.CallAsync("history", """{"topic":"over","limit":1}""")).Succeeded()["messages"][0].GetProperty("text").GetString());
    }
}
