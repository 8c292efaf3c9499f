using System.Text.Json;

namespace Sidecar.Tests.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Theory]
    [InlineData("--wait", "2h", "--wait takes a time such as 90s or 30m, at most 1h, not '2h'.")]
    [InlineData("--ttl", "30h", "--ttl takes a time such as 90s, 30m or 2h, at most 24h, not '30h'.")]
    public void The_example_of_a_time_is_within_the_limit(string option, string given, string says) =>
        Assert.Contains(says, _room.Run("claim", "src", option, given).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("claim")]
    [InlineData("foo")]
    [InlineData("claim", "src", "--sharde")]
    [InlineData("claim", "src", "-x")]
    [InlineData("claim", "src", "--ttl", "30")]
    [InlineData("claim", "src", "--ttl", "0s")]
    [InlineData("claim", "src", "--wait", "2d")]
    [InlineData("claim", "src", "--reason")]
    [InlineData("claim", "src", "--force", "--wait", "5s")]
    [InlineData("claim", "")]
    [InlineData("claim", "../outside")]
    [InlineData("claim", ".git/config")]
    [InlineData("claim", "a\u0007b")]
    [InlineData("release")]
    [InlineData("release", "src", "--all")]
    [InlineData("release", "--all", "--force")]
    [InlineData("release", "src", "--to", "two words")]
    [InlineData("check")]
    [InlineData("send", "ada")]
    [InlineData("send", "two words", "text")]
    [InlineData("send", "all", "text", "--reply-to", "x")]
    [InlineData("inbox", "--limit", "0")]
    [InlineData("log", "--limit", "201")]
    [InlineData("log", "--with", "nobody")]
    [InlineData("log", "--topic", "nowhere")]
    [InlineData("log", "--search", " ")]
    [InlineData("topics", "join", "--", "-x")]
    [InlineData("send", "all", " ")]
    [InlineData("log", "--since", "-1")]
    [InlineData("status", "surplus")]
    [InlineData("status", "-C", "no-such-directory")]
    [InlineData("--as", "two words", "status")]
    [InlineData("hook", "no-such-hook")]
    [InlineData("mcp", "--name", "two words")]
    public void Wrong_usage_is_explained_and_ends_with_2(params string[] args)
    {
        var result = _room.Run(args);

        Assert.Equal(2, result.Code);
        Assert.StartsWith("sidecar: ", result.Error);
        Assert.Contains("\nnext: ", result.Error);
        Assert.Empty(result.Output);
        Assert.Empty(_room.State.Claims.Active());
    }

    [Theory]
    [InlineData("There is no command 'statsu'; did you mean 'status'?", "sidecar status --help", "statsu")]
    [InlineData("There is no command 'clam'; did you mean 'claim'?", "sidecar claim --help", "help", "clam")]
    [InlineData("There is no command 'xyzzy'.", "sidecar --help", "xyzzy")]
    [InlineData("There is no option '--bogus'.", "sidecar --help", "--bogus")]
    [InlineData("send needs TO and TEXT.", "sidecar send --help", "send", "ada")]
    [InlineData("claim needs PATH.", "sidecar claim --help", "claim")]
    [InlineData("The message is empty.", "give it a text", "send", "all", "")]
    [InlineData("A message to human goes nowhere.", "no agent is here now; start one first (sidecar agents shows who is here)", "send", "human", "hello")]
    [InlineData("Nothing was named to release.", "name the paths: --force ends other people's claims", "release", "--force")]
    public void The_problem_and_the_way_on_are_told(string problem, string next, params string[] args)
    {
        var result = _room.Run(args);

        Assert.Equal($"sidecar: {problem}\nnext: {next}\n", result.Error);
        Assert.Equal(2, result.Code);
    }

    [Fact]
    public void A_reason_that_is_too_long_is_wrong_usage()
    {
        var result = _room.Run("claim", "src", "--reason", new string('x', 501));

        Assert.Equal(2, result.Code);
    }

    [Fact]
    public void More_paths_than_one_call_may_name_are_wrong_usage()
    {
        var result = _room.Run(["claim", .. Enumerable.Range(0, 201).Select(number => $"file{number}")]);

        Assert.Equal(2, result.Code);
        Assert.Contains("201 paths", result.Error);
    }

    [Fact]
    public void Outside_a_repository_the_exit_code_is_3()
    {
        _room.Directory = _room.Outside;

        var result = _room.Run("status");

        Assert.Equal(3, result.Code);
        Assert.Contains("next: ", result.Error);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("claims")]
    [InlineData("whoami")]
    [InlineData("claim", "src")]
    [InlineData("inbox")]
    public void Where_Sidecar_is_not_set_up_the_exit_code_is_3(params string[] args)
    {
        using var room = new CommandRoom(isSetUp: false);

        var result = room.Run(args);

        Assert.Equal(3, result.Code);
        Assert.Contains("next: sidecar init", result.Error);
    }

    [Fact]
    public void A_damaged_state_is_no_answer_and_no_permission()
    {
        File.WriteAllText(Path.Combine(_room.StateFolder, "state.db"), new string('x', 8192));

        var result = _room.Run("check", "src");

        Assert.Equal(4, result.Code);
        Assert.Contains("next: ", result.Error);
    }

    [Fact]
    public void A_program_gets_the_error_as_one_object_too()
    {
        var result = _room.Run("claim", "../outside", "--json");

        using var json = JsonDocument.Parse(result.Output);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal("usage", error.GetProperty("kind").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(error.GetProperty("next").GetString()!);
        Assert.StartsWith("sidecar: ", result.Error);
    }

    [Fact]
    public void An_error_shows_no_control_characters()
    {
        var result = _room.Run("claim", "../\u001b[31mred");

        Assert.DoesNotContain('\u001b', result.Error);
    }

    public void Dispose() => _room.Dispose();
}
