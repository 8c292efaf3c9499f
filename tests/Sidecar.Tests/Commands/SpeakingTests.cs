using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

/// <summary>Nobody speaks or acts as somebody else by naming it.</summary>
public sealed class SpeakingTests : IDisposable
{
    private readonly CommandRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("send bob 'I am ada'", "send", "bob", "I am ada")]
    [InlineData("topics join api", "topics", "join", "api")]
    [InlineData("topics leave own", "topics", "leave", "own")]
    [InlineData("topics close own", "topics", "close", "own")]
    [InlineData("rename ada eve", "rename", "ada", "eve")]
    [InlineData("orphans --purge --all", "orphans", "--purge", "--all")]
    public void Who_only_names_an_agent_does_not_speak_as_it(string next, params string[] args)
    {
        _room.State.Topics.Join(_room.Join("ada"), TopicName.Parse("own"));
        _room.Join("bob");
        var before = _room.State.Events.Recent(100).Count;

        var result = _room.Run(["--as", "ada", .. args]);

        Assert.Equal(1, result.Code);
        Assert.Equal($"sidecar: This process is not part of the session of ada, so it cannot speak as ada.\nnext: {Next("sidecar")}\n", result.Error);
        Assert.Equal(before, _room.State.Events.Recent(100).Count);

        _room.Environment["SIDECAR_AGENT"] = "ada";
        Assert.EndsWith($"\nnext: {Next("env -u SIDECAR_AGENT sidecar")}\n", _room.Run(args).Error, StringComparison.Ordinal);
        Assert.Equal(before, _room.State.Events.Recent(100).Count);

        string Next(string program) => $"if you are ada: the tools of its MCP server; as a person: {program} --as human {next}";
    }

    [Fact]
    public void Where_an_agents_processes_cannot_be_seen_its_name_in_the_environment_is_all_there_is()
    {
        _room.Join("ada");
        _room.Processes.Host = "a-container";
        _room.Environment["SIDECAR_AGENT"] = "ada";

        Assert.Equal(0, _room.Run("send", "human", "hello").Code);
        _room.Environment.Remove("SIDECAR_AGENT");
        Assert.Equal(1, _room.Run("--as", "ada", "send", "human", "hello").Code);
    }

    [Theory]
    [InlineData("send", "bob", "hello")]
    [InlineData("topics", "join", "api")]
    [InlineData("rename", "ada", "eve")]
    public void A_process_of_another_session_does_not_either(params string[] args)
    {
        _room.Join("ada");
        _room.Join("bob", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client");
        _room.Environment["CODEX_THREAD_ID"] = "7";

        var result = _room.Run(["--as", "ada", .. args]);

        Assert.Equal(1, result.Code);
        Assert.StartsWith("sidecar: This process belongs to bob and cannot act as ada.\nnext: leave out --as", result.Error);
    }

    [Fact]
    public void A_long_command_line_is_not_repeated()
    {
        _room.Join("ada");

        var result = _room.Run("send", "human", new string('x', 1000), "--as=ada");

        Assert.EndsWith("; as a person: sidecar --as human and the same words without --as\n", result.Error);
    }

    [Fact]
    public void A_process_of_the_session_speaks_as_its_agent_also_where_it_names_it()
    {
        var ada = _room.Join("ada", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client");
        _room.Environment["CODEX_THREAD_ID"] = "7";

        _room.Run("send", "human", "one", "--as", "ada");
        _room.Environment.Remove("CODEX_THREAD_ID");
        _room.WorkFor(ada);
        _room.Environment["SIDECAR_AGENT"] = "ada";
        _room.Run("send", "human", "two", "--as", "ada");

        Assert.Equal(["two", "one"], _room.State.Messages.Log(new LogQuery(With: AgentName.Parse("ada"))).Select(message => message.Text));
    }

    [Fact]
    public void A_person_renames_an_agent_which_is_told_and_keeps_what_it_has()
    {
        var ada = _room.Join("ada");
        _room.State.Topics.Join(ada, TopicName.Parse("api"));
        _room.Claim(ada, "a.cs");
        var activeAt = _room.State.Agents.Get(ada).ActiveAt;
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        _room.Run("send", "ada", "hello");

        var result = _room.Run("rename", "ADA", "reviewer", "--json");

        Assert.Equal("{\"from\":\"ada\",\"name\":\"reviewer\"}\n", result.Output);
        var unread = _room.State.Inbox.Take(ada, new CallId(_room.State.Self, 9), 10).Messages;
        Assert.Equal(["hello", "A person renamed you: you were ada and are reviewer now."], unread.Select(message => message.Text));
        Assert.Equal("reviewer", Assert.Single(_room.State.Topics.Get(TopicName.Parse("api")).Members).Name.ToString());
        Assert.Equal(activeAt, _room.State.Agents.Get(ada).ActiveAt);
    }

    [Fact]
    public void An_agent_renames_itself_and_nobody_else()
    {
        _room.WorkFor(_room.Join("ada"));
        _room.Join("bob");

        var other = _room.Run("rename", "bob", "eve");
        var own = _room.Run("rename", "ada", "lovelace");

        Assert.Equal((1, "sidecar: ada cannot rename bob: only people rename others."), (other.Code, other.Error.Split('\n')[0]));
        Assert.Equal("ada is now called lovelace.\n", own.Output);
    }

    [Theory]
    [InlineData(2, "nobody", "eve")]
    [InlineData(1, "ada", "bob")]
    [InlineData(2, "ada", "all")]
    [InlineData(2, "human", "eve")]
    public void What_cannot_be_renamed_stays_as_it_is(int code, string from, string to)
    {
        _room.Join("ada");
        _room.Join("bob");

        Assert.Equal(code, _room.Run("rename", from, to).Code);
        Assert.Equal(["ada", "bob"], _room.State.Agents.Present().Select(entry => entry.Agent.Name.ToString()));
    }

    [Theory]
    [InlineData("--as", "sidecar --as human inbox")]
    [InlineData("SIDECAR_AGENT", "env -u SIDECAR_AGENT sidecar --as human inbox")]
    public void Who_only_names_an_agent_sees_its_messages_and_takes_none(string how, string own)
    {
        var ada = _room.Join("ada");
        _room.Run("send", "ada", "hello");
        string[] named = how == "--as" ? ["--as", "ada"] : [];
        if (named.Length == 0)
            _room.Environment[how] = "ada";

        var first = _room.Run([.. named, "inbox"]);
        var second = _room.Run([.. named, "inbox", "--json"]);

        Assert.EndsWith(
            $"  │ hello\nNot taken: they stay unread for ada, whose session this process is not part of.\nAs a person: {own}\n", first.Output);
        Assert.EndsWith("\"taken\":false}\n", second.Output);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void A_process_of_the_agent_takes_its_messages_also_where_it_names_itself()
    {
        var ada = _room.Join("ada", session: "CODEX_THREAD_ID=7", client: "codex-mcp-client");
        _room.Run("send", "ada", "hello");
        _room.Environment["CODEX_THREAD_ID"] = "7";

        var result = _room.Run("--as", "ada", "inbox", "--json");

        Assert.EndsWith("\"taken\":true}\n", result.Output);
        Assert.Equal(0, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void Whoever_is_only_in_an_agents_worktree_looks_at_its_messages_and_does_not_speak_as_it()
    {
        var ada = JoinInAWorktree();
        _room.Join("bob");
        _room.Run("--as", "human", "send", "ada", "hello");

        var inbox = _room.Run("inbox");
        var sent = _room.Run("send", "bob", "I am ada");

        Assert.EndsWith(
            "Not taken: they stay unread for ada, whose session this process is not part of.\nAs a person: sidecar --as human inbox\n", inbox.Output);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
        Assert.Equal(
            "sidecar: Only the worktree tells that this process belongs to ada, so it cannot speak as ada.\n"
            + "next: if you are ada: SIDECAR_AGENT=ada sidecar send bob 'I am ada'; as a person: sidecar --as human send bob 'I am ada'\n",
            sent.Error);
        Assert.Equal(1, sent.Code);
    }

    [Fact]
    public void A_person_in_an_agents_worktree_talks_as_a_person_by_saying_so()
    {
        var ada = JoinInAWorktree();
        _room.State.Messages.Send(ada, new Draft("human", "may I?"), TalkLimits.Usual);

        var nothing = _room.Run("inbox");
        var read = _room.Run("--as", "human", "inbox");
        var again = _room.Run("--as", "Human", "inbox");
        var sent = _room.Run("--as", "human", "send", "ada", "yes");

        Assert.Equal("No unread messages for ada. As a person: sidecar --as human inbox\n", nothing.Output);
        Assert.Contains("may I?", read.Output, StringComparison.Ordinal);
        Assert.StartsWith("No unread messages.", again.Output, StringComparison.Ordinal);
        Assert.Equal((0, "human"), (sent.Code, _room.State.Inbox.Take(ada, default, 1).Messages[0].From.ToString()));
    }

    [Fact]
    public void What_an_agent_started_is_no_person_by_saying_so()
    {
        _room.WorkFor(_room.Join("ada"));
        _room.Join("bob");

        var result = _room.Run("--as", "human", "send", "bob", "I am a person");

        Assert.Equal((1, "sidecar: This process belongs to ada and cannot act as human.\nnext: leave out --as\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Its_name_in_the_environment_and_its_own_worktree_together_are_an_agents_session()
    {
        var ada = JoinInAWorktree();
        _room.Environment["SIDECAR_AGENT"] = "ada";

        Assert.Equal("ada", Sent("from its place").From.ToString());

        _room.Directory = _room.Top;
        Assert.Equal(1, _room.Run("send", "human", "from elsewhere").Code);
    }

    // The commands run there afterwards.
    private AgentKey JoinInAWorktree()
    {
        var worktree = Path.Combine(_room.Outside, "adas");
        _room.Git("commit", "-q", "--allow-empty", "-m", "first");
        _room.Git("worktree", "add", "-q", "--detach", worktree);
        _room.Directory = worktree;
        return _room.Join("ada", worktree: worktree);
    }

    private Message Sent(string text)
    {
        Assert.Equal(0, _room.Run("send", "human", text).Code);
        return _room.State.Messages.Log(new LogQuery())[0];
    }
}
