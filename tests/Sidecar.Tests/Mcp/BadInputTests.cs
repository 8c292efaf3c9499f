namespace Sidecar.Tests.Mcp;

public sealed class BadInputTests : IAsyncLifetime
{
    private readonly McpWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Theory]
    [InlineData("claim", "{}", "'paths' is missing")]
    [InlineData("claim", """{"paths":[]}""", "'paths' is missing")]
    [InlineData("claim", """{"paths":"a.cs"}""", "'paths' must be a list, not text")]
    [InlineData("claim", """{"paths":[1]}""", "'paths' must be text, not 1")]
    [InlineData("claim", """{"paths":["a.cs"],"mode":"mine"}""", "'mode' must be exclusive or shared")]
    [InlineData("claim", """{"paths":["a.cs"],"mode":true}""", "'mode' must be text, not true")]
    [InlineData("claim", """{"paths":["a.cs"],"ttl_minutes":0}""", "'ttl_minutes' must be a whole number from 1 to 1440, not 0")]
    [InlineData("claim", """{"paths":["a.cs"],"ttl_minutes":"5"}""", "'ttl_minutes' must be a whole number from 1 to 1440, not text")]
    [InlineData("claim", """{"paths":["a.cs"],"wait_seconds":3601}""", "'wait_seconds' must be a whole number from 0 to 3600")]
    [InlineData("claim", """{"paths":["a.cs"],"wait_seconds":1.5}""", "'wait_seconds' must be a whole number from 0 to 3600, not 1.5")]
    [InlineData("claim", """{"paths":["a.cs"],"path":"b.cs"}""", "claim has no argument 'path'")]
    [InlineData("claim", """{"paths":["../a.cs"]}""", "../a.cs")]
    [InlineData("claim", """{"paths":["a.cs","/etc/passwd"]}""", "/etc/passwd")]
    [InlineData("claim", """{"paths":["a\u0000.cs"]}""", "a\\u0000.cs")]
    [InlineData("claim", """{"paths":[".git/config"]}""", ".git")]
    [InlineData("claim", """{"paths":["**"]}""", "whole repository")]
    [InlineData("release", """{"paths":[]}""", "'paths' is empty")]
    [InlineData("release", """{"to":"nobody"}""", "nobody")]
    [InlineData("release", """{"to":"all"}""", "cannot be an agent's name")]
    [InlineData("check", "{}", "'paths' is missing")]
    [InlineData("status", """{"wait_seconds":5}""", "needs wait_for_agents")]
    [InlineData("status", """{"verbose":true}""", "status has no argument 'verbose'")]
    [InlineData("send", "{}", "'to' and 'text' are missing")]
    [InlineData("send", """{"to":"bob"}""", "there is nothing to send")]
    [InlineData("send", """{"text":"x"}""", "'to' is missing")]
    [InlineData("send", """{"to":"nobody","text":"x"}""", "No agent named nobody")]
    [InlineData("send", """{"to":"ada","text":"x"}""", "goes nowhere")]
    [InlineData("send", """{"to":"all","text":"x","kind":"Very Bad"}""", "kind")]
    [InlineData("send", """{"to":"all","text":"x","reply_to":99}""", "no message 99")]
    [InlineData("send", """{"to":"all","text":"x","reply_to":-1}""", "'reply_to' must be a whole number")]
    [InlineData("send", """{"to":"all","text":"x","thread":1}""", "send has no argument 'thread'")]
    [InlineData("send", """{"to":"all","text":"x","kind":"handoff"}""", "written by handoff only")]
    [InlineData("send", """{"to":"all","text":"x\u0000y"}""", "NUL")]
    [InlineData("send", """{"topic":"t","text":"x"}""", "There is no topic t")]
    [InlineData("send", """{"topic":"","text":"x"}""", "cannot be a topic's name")]
    [InlineData("send", """{"topic":"t"}""", "there is nothing to send")]
    [InlineData("send", """{"to":"all","text":"x","key":""}""", "A key is 1 to 100")]
    [InlineData("send", """{"to":"all","text":"x","key":"a\nb"}""", "A key is 1 to 100")]
    [InlineData("send", """{"to":"all","text":"x","include_self":"yes"}""", "'include_self' must be true or false, not text")]
    [InlineData("topic", "{}", "'action' is missing")]
    [InlineData("topic", """{"action":"open","name":"t"}""", "'action' must be join, leave")]
    [InlineData("topic", """{"action":"join"}""", "'name' is missing")]
    [InlineData("topic", """{"action":"join","name":"all"}""", "cannot be a topic's name")]
    [InlineData("topic", """{"action":"leave","name":"t"}""", "There is no topic t")]
    [InlineData("topic", """{"action":"members","name":"t"}""", "There is no topic t")]
    [InlineData("topic", """{"action":"close","name":"t"}""", "There is no topic t")]
    [InlineData("history", """{"topic":"no such!"}""", "cannot be a topic's name")]
    [InlineData("check_in", """{"to":"nobody","text":"x","status":"working"}""", "No agent named nobody")]
    [InlineData("check_in", """{"text":"x"}""", "'to' is missing")]
    [InlineData("check_in", """{"key":"k1"}""", "'to' is missing")]
    [InlineData("check_in", """{"key":"k1","to":"human","status":"working"}""", "there is nothing to send")]
    [InlineData("check_in", """{"kind":"review","status":"working"}""", "check_in has no argument 'kind'")]
    [InlineData("check_in", """{"reply_to":1,"status":"working"}""", "check_in has no argument 'reply_to'")]
    [InlineData("check_in", """{"topic":"t","status":"working"}""", "there is nothing to send")]
    [InlineData("check_in", """{"body":{},"status":"working"}""", "'to' is missing")]
    [InlineData("send", """{"key":"k1"}""", "'to' is missing")]
    [InlineData("check_in", """{"limit":201}""", "'limit' must be a whole number from 1 to 200")]
    [InlineData("check_in", """{"ack":["1"]}""", "'ack' holds text")]
    [InlineData("history", """{"with":"no such!"}""", "cannot be an agent's name")]
    [InlineData("history", """{"limit":0}""", "'limit' must be a whole number from 1 to 200")]
    [InlineData("history", """{"since":"x"}""", "'since' must be a whole number")]
    [InlineData("whoami", """{"name":"system"}""", "cannot be an agent's name")]
    [InlineData("whoami", """{"name":"a b"}""", "cannot be an agent's name")]
    [InlineData("whoami", """{"modules":["a\nb"]}""", "one line")]
    [InlineData("whoami", """{"summary":"a\nnext: b"}""", "one line")]
    [InlineData("check_in", """{"status":"a\tb"}""", "one line")]
    public async Task Wrong_arguments_are_told_in_words_with_one_next_line_and_store_nothing(string tool, string arguments, string words)
    {
        var ada = await _world.ConnectAsync("ada");
        var before = Stored();

        var reply = await ada.CallAsync(tool, arguments);

        Assert.True(reply.IsError);
        Assert.Contains(words, reply.Text, StringComparison.Ordinal);
        Assert.NotEqual("next: ", reply.Next);
        Assert.Equal("0", reply["unread"]);
        Assert.Equal(before, Stored());
    }

    [Theory]
    [InlineData("claim", "reason", 501)]
    [InlineData("whoami", "role", 201)]
    [InlineData("whoami", "summary", 300_000)]
    [InlineData("whoami", "name", 33)]
    [InlineData("check_in", "status", 201)]
    [InlineData("history", "search", 501)]
    [InlineData("send", "text", 16_385)]
    [InlineData("send", "body", 1_000_000)]
    [InlineData("send", "to", 100_000)]
    public async Task Huge_texts_are_refused_and_store_nothing(string tool, string argument, int length)
    {
        var ada = await _world.ConnectAsync("ada");
        var before = Stored();
        var rest = tool is "claim" ? "\"paths\":[\"a.cs\"]," : argument is "text" or "body" ? "\"to\":\"all\"," : "";

        var reply = await ada.CallAsync(tool, $$"""{{{rest}}"{{argument}}":"{{new string('x', length)}}"}""");

        Assert.True(reply.IsError);
        Assert.InRange(reply.Text.Length, 1, 1_000);
        Assert.Equal(before, Stored());
    }

    [Theory]
    [InlineData("claim", """{"paths":["a.cs"],"wait_seconds":7200}""", "call claim with \"wait_seconds\": 3600")]
    [InlineData("claim", """{"paths":["a.cs"],"wait_seconds":-1}""", "call claim with \"wait_seconds\": 0")]
    [InlineData("claim", """{"paths":["a.cs"],"ttl_minutes":"5"}""", "call claim with \"ttl_minutes\": 1")]
    [InlineData("history", """{"limit":1000}""", "call history with \"limit\": 200")]
    [InlineData("history", """{"limit":0}""", "call history with \"limit\": 1")]
    [InlineData("history", """{"with":"nobody"}""", "take one of ada, human")]
    [InlineData("history", """{"topic":"t"}""", "topic action=list (in a terminal: sidecar topics) shows all there are")]
    [InlineData("history", """{"search":" "}""", "search for a word, or leave the search out")]
    [InlineData("send", """{"text":"x"}""", "call send with \"to\": \"NAME\"")]
    [InlineData("send", "{}", "call send with \"to\": \"NAME\", \"text\": \"...\"")]
    [InlineData("send", """{"to":"all","text":" \n"}""", "call send with \"text\": \"...\"")]
    [InlineData("check_in", """{"text":"x"}""", "call check_in with \"to\": \"NAME\"")]
    public async Task The_next_step_keeps_within_limits_and_writes_to_nobody_by_itself(string tool, string arguments, string next)
    {
        var ada = await _world.ConnectAsync("ada");

        var reply = await ada.CallAsync(tool, arguments);

        Assert.True(reply.IsError);
        Assert.Equal($"next: {next}", reply.Next);
    }

    [Fact]
    public async Task More_paths_than_one_call_may_name_are_refused()
    {
        var ada = await _world.ConnectAsync("ada");
        var paths = string.Join(',', Enumerable.Range(0, 201).Select(number => $"\"f{number}\""));

        var reply = await ada.CallAsync("claim", $$"""{"paths":[{{paths}}]}""");

        Assert.Contains("'paths' holds 201 items; 200 are allowed", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_paths_the_wrong_one_is_named_and_one_written_twice_counts_once()
    {
        var ada = await _world.ConnectAsync("ada");

        var wrong = await ada.CallAsync("claim", """{"paths":["a.cs","../b.cs","c.cs"]}""");
        var twice = await ada.CallAsync("claim", """{"paths":["a.cs","./a.cs"]}""");

        Assert.StartsWith("Path 2 of 3: ", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(["a.cs"], twice.Texts("granted", "path"));
    }

    [Fact]
    public async Task Null_is_as_good_as_not_given()
    {
        var ada = await _world.ConnectAsync("ada");

        var reply = await ada.CallAsync("claim", """{"paths":["a.cs"],"mode":null,"reason":null,"ttl_minutes":null,"wait_seconds":null}""");

        Assert.False(reply.IsError);
    }

    /// <summary>Everything a call could have left behind.</summary>
    private string Stored()
    {
        using var state = _world.Open();
        return string.Join('\n', state.Events.Recent(100).Select(happening => $"{happening.Id} {happening.Kind}"))
            + state.Claims.Active().Count
            + state.Messages.Log(new Sidecar.Messages.LogQuery()).Count
            + string.Join(',', state.Agents.Present().Select(entry => $"{entry.Agent.Name} {entry.Agent.Role} {entry.Agent.Summary}"));
    }
}
