using System.Text.Json.Nodes;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.BadInput;

/// <summary>Arguments that cannot be meant. Each gets a clear error with a way on, and nothing is stored.</summary>
public sealed class ArgumentTests(GuardedRepository repository) : IClassFixture<GuardedRepository>
{
    [Theory]
    [InlineData("claim", """{}""", "paths")]
    [InlineData("claim", """{"paths":[]}""", "paths")]
    [InlineData("claim", """{"paths":"b.txt"}""", "list")]
    [InlineData("claim", """{"paths":[1]}""", "text")]
    [InlineData("claim", """{"paths":[null]}""", "text")]
    [InlineData("claim", """{"paths":["b.txt"],"mode":"mine"}""", "mode")]
    [InlineData("claim", """{"paths":["b.txt"],"ttl_minutes":0}""", "ttl_minutes")]
    [InlineData("claim", """{"paths":["b.txt"],"ttl_minutes":1.5}""", "ttl_minutes")]
    [InlineData("claim", """{"paths":["b.txt"],"ttl_minutes":"long"}""", "ttl_minutes")]
    [InlineData("claim", """{"paths":["b.txt"],"wait_seconds":-1}""", "wait_seconds")]
    [InlineData("claim", """{"paths":["b.txt"],"wait_seconds":99999999999999999999}""", "wait_seconds")]
    [InlineData("claim", """{"paths":["b.txt"],"reason":{}}""", "reason")]
    [InlineData("claim", """{"paths":["b.txt"],"colour":"red"}""", "colour")]
    [InlineData("claim", """{"paths":["b.txt",""]}""", "empty")]
    [InlineData("claim", """{"paths":["b.txt","../x"]}""", "outside")]
    [InlineData("claim", """{"paths":["b.txt","src/../../x"]}""", "outside")]
    [InlineData("claim", """{"paths":["b.txt","/etc/passwd"]}""", "outside")]
    [InlineData("claim", """{"paths":["b.txt",".git/config"]}""", ".git")]
    [InlineData("claim", """{"paths":["b.txt","x\u0000y"]}""", "control")]
    [InlineData("claim", """{"paths":["b.txt","x\ny"]}""", "control")]
    [InlineData("claim", """{"paths":["b.txt","."]}""", "whole repository")]
    [InlineData("claim", """{"paths":["b.txt","**"]}""", "whole repository")]
    [InlineData("release", """{"paths":["../x"]}""", "outside")]
    [InlineData("release", """{"to":"nobody-here"}""", "nobody-here")]
    [InlineData("check", """{}""", "paths")]
    [InlineData("send", """{}""", "to")]
    [InlineData("send", """{"to":"ada"}""", "text")]
    [InlineData("send", """{"to":"never-was","text":"hello"}""", "never-was")]
    [InlineData("send", """{"to":"a name","text":"hello"}""", "a name")]
    [InlineData("send", """{"to":"ada","text":"hello","reply_to":999999}""", "999999")]
    [InlineData("send", """{"to":["ada"],"text":"hello"}""", "to")]
    [InlineData("check_in", """{"limit":0}""", "limit")]
    [InlineData("check_in", """{"ack":["x"]}""", "ack")]
    [InlineData("history", """{"limit":-5}""", "limit")]
    [InlineData("status", """{"verbose":true}""", "verbose")]
    [InlineData("whoami", """{"name":"all"}""", "all")]
    [InlineData("whoami", """{"name":"human"}""", "human")]
    [InlineData("whoami", """{"name":""}""", "name")]
    [InlineData("whoami", """{"name":"a b"}""", "a b")]
    [InlineData("whoami", """{"name":"Zoë"}""", "Zo")]
    [InlineData("whoami", """{"name":"ada"}""", "ada")]
    public async Task A_tool_says_what_is_wrong_and_stores_nothing(string tool, string arguments, string says)
    {
        var before = await StoredAsync();

        var reply = (await repository.Bob.CallAsync(tool, arguments)).Refused();

        Assert.Contains(says, reply.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Huge_arguments_are_refused_with_their_measure()
    {
        var before = await StoredAsync();
        string[] tooMany = [.. Enumerable.Range(0, 201).Select(number => $"f{number}")];
        (string Tool, string Arguments)[] huge =
        [
            ("claim", JsonText.Of(("paths", new[] { new string('x', 4_097) }))),
            ("claim", JsonText.Of(("paths", tooMany))),
            ("claim", JsonText.Of(("paths", new[] { "b.txt" }), ("reason", new string('x', 100_000)))),
            ("claim", JsonText.Of(("paths", new[] { "b.txt" }), (new string('y', 10_000), 1))),
            ("send", JsonText.Of(("to", "ada"), ("text", new string('x', 17 * 1024)))),
            ("send", JsonText.Of(("to", "ada"), ("body", Enumerable.Repeat(new string('x', 1024), 20)))),
            ("whoami", JsonText.Of(("name", new string('x', 33)))),
            ("whoami", JsonText.Of(("summary", new string('x', 100_000)))),
            ("history", JsonText.Of(("search", new string('x', 100_000)))),
        ];

        foreach (var (tool, arguments) in huge)
        {
            var reply = (await repository.Bob.CallAsync(tool, arguments)).Refused();
            Assert.True(reply.Text.Length < 1_000, $"{tool}: {reply.Text.Length} characters of error");
        }

        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_server_goes_on()
    {
        await repository.Bob.SayAsync("{\"jsonrpc\":\"2.0\",\"id\":\"long\",\"method\":\"ping\",\"params\":{\"x\":\"" + new string('x', 5 * 1024 * 1024) + "\"}}");

        Assert.False((await repository.Bob.CallAsync("status")).IsError);
        Assert.Contains(repository.Bob.Others, message => message.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData(2, "no-such-command")]
    [InlineData(2, "claim")]
    [InlineData(2, "claim", "b.txt", "--sharde")]
    [InlineData(2, "claim", "b.txt", "--ttl", "soon")]
    [InlineData(2, "claim", "b.txt", "--ttl", "-5m")]
    [InlineData(2, "claim", "b.txt", "--wait", "9999h")]
    [InlineData(2, "claim", "")]
    [InlineData(2, "claim", "../x")]
    [InlineData(2, "claim", "b.txt", ".git/HEAD")]
    [InlineData(2, "--as", "a b", "status")]
    [InlineData(2, "--as", "all", "claim", "b.txt")]
    [InlineData(2, "send", "ada")]
    [InlineData(2, "log", "--limit", "many")]
    [InlineData(1, "--as", "nobody-here", "claim", "b.txt")]
    [InlineData(1, "claim", "a.txt")]
    [InlineData(1, "claim", "b.txt", "held/x")]
    [InlineData(2, "claim", "**")]
    [InlineData(1, "release", "a.txt")]
    [InlineData(1, "check", "a.txt")]
    [InlineData(0, "check", "b.txt")]
    [InlineData(0, "--help")]
    [InlineData(0, "--version")]
    [InlineData(0, "claims")]
    public async Task A_command_ends_with_the_code_of_the_contract(int exitCode, params string[] arguments)
    {
        await repository.ResetAsync();
        var before = await StoredAsync();

        var ran = await repository.Human.SidecarAsync(arguments);

        ran.Ended(exitCode);
        Assert.True(exitCode == 0 || ran.All.Contains("next: ", StringComparison.Ordinal), ran.ToString());
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task An_error_in_json_is_an_object()
    {
        var ran = await repository.Human.SidecarAsync("--json", "claim", "../x");

        var error = ran.Ended(2).Json.GetProperty("error");
        Assert.Contains("outside", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.GetProperty("next").GetString()));
    }

    /// <summary>The claims, names and messages there are.</summary>
    private async Task<string> StoredAsync()
    {
        var status = JsonNode.Parse((await repository.Human.SidecarAsync("status", "--json")).Succeeded().Output)!;
        var claims = status["claims"]!.AsArray().Select(claim => $"{claim!["holder"]} {claim["path"]}");
        var agents = status["agents"]!.AsArray().Select(agent => $"{agent!["name"]} {agent["summary"]} {agent["unread"]}");
        return string.Join('\n', claims.Concat(agents));
    }
}
