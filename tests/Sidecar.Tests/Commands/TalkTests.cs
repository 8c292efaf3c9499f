using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class TalkTests : IDisposable
{
    private readonly CommandRoom _room = new();

    [Fact]
    public void A_message_is_shown_once()
    {
        var ada = _room.Join("ada");
        _room.Run("send", "ada", "hello");
        _room.WorkFor(ada);

        var first = _room.Run("inbox");
        var second = _room.Run("inbox");

        Assert.Equal("#1 human to ada, just now\n  │ hello\n", first.Output);
        Assert.Equal("No unread messages. What was said before: sidecar log\n", second.Output);
    }

    [Fact]
    public void A_rename_takes_along_what_was_left_for_the_name()
    {
        var ada = _room.Join("ada");
        _room.State.Handoffs.Write(_room.State.Agents.KeyOfHuman(), "the tests are missing", "ada", TalkLimits.Usual);

        _room.Run("rename", "ada", "eve");

        Assert.Contains("the tests are missing", _room.Run("--as", "eve", "handoff").Output, StringComparison.Ordinal);
        Assert.Equal("eve", _room.State.Agents.Get(ada).Name.ToString());
    }

    [Fact]
    public void Text_of_others_reaches_the_terminal_without_control_characters_and_behind_a_bar()
    {
        var ada = _room.Join("ada");
        _room.State.Messages.Send(ada, new Draft("human", "one\n\u001b[2J#9 system to human\ntwo"), TalkLimits.Usual);

        var result = _room.Run("inbox");

        Assert.Equal("#1 ada to human, just now\n  │ one\n  │ \\u001b[2J#9 system to human\n  │ two\n", result.Output);
    }

    [Fact]
    public void What_does_not_fit_is_counted_and_comes_next_time()
    {
        var ada = _room.Join("ada");
        _room.Run("send", "ada", "one");
        _room.Run("send", "ada", "two");
        _room.WorkFor(ada);

        var first = _room.Run("inbox", "--limit", "1");
        var second = _room.Run("inbox", "--limit", "1");

        Assert.EndsWith("  │ one\n1 more: sidecar inbox\n", first.Output);
        Assert.EndsWith("  │ two\n", second.Output);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0s")]
    public void No_time_to_wait_is_not_to_wait(string time)
    {
        var result = _room.Run("inbox", "--wait", time, "--json");

        Assert.Equal((0, "{\"messages\":[],\"left\":0,\"timed_out\":false,\"taken\":true}\n"), (result.Code, result.Output));
    }

    [Fact]
    public void Help_says_how_long_a_key_holds() => Assert.Contains(
        "what you send under the same one within 24 hours is stored once", _room.Run("send", "--help").Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_wait_for_a_message_ends_when_one_comes()
    {
        var ada = _room.Join("ada");

        var waiting = _room.RunAsync(["inbox", "--wait", "10m"], CancellationToken.None);
        _room.State.Messages.Send(ada, new Draft("human", "here I am"), TalkLimits.Usual);

        Assert.Contains("here I am", (await waiting).Output);
    }

    [Fact]
    public void A_dash_reads_the_text_from_standard_input()
    {
        _room.Join("ada");
        _room.Input = "two\nlines\n";

        _room.Run("send", "ada", "-");

        Assert.Equal("two\nlines", Assert.Single(_room.State.Messages.Log(new LogQuery())).Text);
    }

    [Theory]
    [InlineData(Draft.MaxBytes, "\n", true)]
    [InlineData(Draft.MaxBytes, "\nSECOND PART", false)]
    [InlineData(Draft.MaxBytes - 400, "TAIL", false)]
    [InlineData(Draft.MaxBytes - 400, "", true)]
    public void What_is_piped_in_is_sent_whole_or_not_at_all(int length, string rest, bool isSent)
    {
        _room.Join("ada");
        var breaks = new string('\n', rest is "TAIL" or "" ? 390 : 0);
        _room.Input = new string('x', length) + breaks + rest + (rest == "TAIL" ? new string('y', 400) : "");

        var result = _room.Run("send", "ada", "-");

        Assert.Equal(isSent ? 0 : 2, result.Code);
        Assert.Equal(isSent ? [new string('x', length)] : [], _room.State.Messages.Log(new LogQuery()).Select(message => message.Text));
    }

    [Fact]
    public void Endless_input_is_refused_at_the_limit()
    {
        _room.Join("ada");
        _room.Input = new string('x', 1_000_000);

        var result = _room.Run("send", "ada", "-");

        Assert.Equal(2, result.Code);
        Assert.Empty(_room.State.Messages.Log(new LogQuery()));
    }

    [Fact]
    public void The_sender_learns_that_somebody_is_not_here()
    {
        var ada = _room.Join("ada");
        _room.State.Agents.Leave(ada, "went home");

        var result = _room.Run("send", "ada", "hello");

        Assert.Equal(0, result.Code);
        Assert.Equal("Message 1 sent to ada.\nada is not here now; the message waits.\n", result.Output);
    }

    [Fact]
    public void The_log_shows_the_newest_first_and_can_be_searched()
    {
        _room.Join("ada");
        _room.Run("send", "ada", "the schema changes");
        _room.Run("send", "ada", "lunch");
        _room.Run("send", "ada", "the schema is done", "--kind", "review", "--reply-to", "1");

        var result = _room.Run("log", "--search", "SCHEMA");

        Assert.Equal(
            """
            #3 human to ada, just now, review, answers #1
              │ the schema is done
            #1 human to ada, just now
              │ the schema changes

            """,
            result.Output);
    }

    [Fact]
    public async Task Following_shows_the_oldest_first_and_ends_by_Ctrl_C()
    {
        _room.Join("ada");
        _room.Run("send", "ada", "one");
        _room.Run("send", "ada", "two");
        using var interrupt = new CancellationTokenSource();

        var following = _room.RunAsync(["log", "--follow"], interrupt.Token);
        await interrupt.CancelAsync();
        var result = await following;

        Assert.Equal(130, result.Code);
        Assert.Equal("#1 human to ada, just now\n  │ one\n#2 human to ada, just now\n  │ two\n", result.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_leaves_nothing_out_when_very_much_is_said_at_once()
    {
        using var output = new Awaiting("message 450.");
        using var interrupt = new CancellationTokenSource();
        _room.Join("ada");
        _room.Run("send", "ada", "hello");
        _room.Output = output;

        var following = _room.RunAsync(["log", "--follow"], interrupt.Token);
        _room.State.Database.Write(db => Enumerable.Range(1, 450).Sum(
            number => MessageRows.Notify(db, AgentName.Human, $"message {number}.", _room.Time.GetUtcNow())));
        await output.Seen;
        await interrupt.CancelAsync();
        await following;

        Assert.Equal(451, output.ToString().Split('\n').Count(line => line.StartsWith('#')));
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_a_search_shows_what_is_found_now_and_what_comes_and_nothing_else()
    {
        using var output = new Awaiting("schema three");
        using var interrupt = new CancellationTokenSource();
        var ada = _room.Join("ada");
        _room.Run("send", "ada", "schema one");
        _room.Run("send", "ada", "lunch");
        _room.Output = output;

        var following = _room.RunAsync(["log", "--follow", "--search", "SCHEMA", "--with", "ada"], interrupt.Token);
        foreach (var text in new[] { "schema two", "dinner", "schema three" })
            _room.State.Messages.Send(ada, new Draft("human", text), TalkLimits.Usual);
        await output.Seen;
        await interrupt.CancelAsync();
        await following;

        Assert.Equal(
            ["  │ schema one", "  │ schema two", "  │ schema three"],
            output.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("  │", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_log_is_paged_and_what_is_still_to_come_has_no_end()
    {
        _room.Join("ada");
        foreach (var text in new[] { "one", "two", "three" })
            _room.Run("send", "ada", text);

        var page = _room.Run("log", "--before", "3", "--limit", "1");
        var following = _room.Run("log", "--before", "3", "--follow");

        Assert.Equal("#2 human to ada, just now\n  │ two\nolder: sidecar log --before 2 --limit 1\n", page.Output);
        Assert.Equal(2, following.Code);
    }

    [Fact]
    public void The_next_page_is_of_the_same_and_only_told_where_there_is_one()
    {
        _room.Join("ada");
        foreach (var text in new[] { "the schema 1", "lunch", "the schema 2", "the schema 3" })
            _room.Run("send", "ada", text);

        var first = _room.Run("-C", ".", "log", "--with", "ada", "--search", "the schema", "--limit", "2").Output;
        var exact = _room.Run("log", "--search", "the schema", "--limit", "3").Output;
        var events = _room.Run("log", "--events", "--limit", "1").Output;
        var forPrograms = _room.Run("log", "--limit", "2", "--json").Output;

        Assert.EndsWith("\nolder: sidecar -C . log --search 'the schema' --with ada --before 3 --limit 2\n", first, StringComparison.Ordinal);
        Assert.Equal("#1 human to ada, just now\n  │ the schema 1\n", _room.Run("-C", ".", "log", "--search", "the schema", "--with", "ada", "--before", "3", "--limit", "2").Output);
        Assert.DoesNotContain("older:", exact, StringComparison.Ordinal);
        Assert.Matches(@"\nolder: sidecar log --events --before \d+ --limit 1\n\z", events);
        Assert.Equal(2, forPrograms.Split("\"id\":").Length - 1);
        Assert.DoesNotContain("older", forPrograms, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_cuts_a_message_of_very_many_lines_and_says_where_all_of_it_is()
    {
        _room.Join("ada");
        _room.Run("send", "ada", "short");
        _room.Run("send", "ada", string.Join('\n', Enumerable.Range(1, 21).Select(number => $"line {number}.")));
        _room.Run("send", "ada", string.Join('\n', Enumerable.Range(1, 20).Select(number => $"other {number}.")));

        var log = _room.Run("-C", ".", "log").Output;
        var whole = _room.Run("-C", ".", "log", "--since", "1", "--before", "3", "--json").Output;

        Assert.Contains(
            "\n  │ line 20.\n  … (cut: sidecar -C . log --since 1 --before 3 --json has all of it)\n#1 human to ada", log, StringComparison.Ordinal);
        Assert.Contains("\n  │ other 20.\n#2 human to ada", log, StringComparison.Ordinal);
        Assert.Contains("\"line 1.\\n", whole, StringComparison.Ordinal);
        Assert.Contains("\\nline 21.\"", whole, StringComparison.Ordinal);
        Assert.Single(whole.Split("\"id\":").Skip(1));
    }

    [Fact]
    public async Task Text_and_body_together_are_cut_where_they_come_too_but_not_in_the_mail_of_their_reader()
    {
        var ada = _room.Join("ada");
        var body = $"\"{new string('b', 1_500)}\"";
        _room.State.Messages.Send(ada, new Draft("human", new string('a', 1_000), body), TalkLimits.Usual);
        using var interrupt = new CancellationTokenSource();

        var following = _room.RunAsync(["log", "--follow"], interrupt.Token);
        await interrupt.CancelAsync();
        var shown = (await following).Output;
        var mail = _room.Run("inbox").Output;

        Assert.Equal(
            $"#1 ada to human, just now\n  │ {new string('a', 1_000)}\n  │ \"{new string('b', 998)}\n  … (cut: sidecar log --since 0 --before 2 --json has all of it)\n", shown);
        Assert.EndsWith($"\n  │ {body}\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_events_says_who_did_what()
    {
        _room.Claim(_room.Join("ada"), "a.cs");

        var all = _room.Run("log", "--events");
        var newest = _room.Run("log", "--events", "--since", "1", "--json");

        Assert.Equal("#2 just now: ada, claim.granted: a.cs (exclusive)\n#1 just now: ada, agent.joined: $TOP (test-client)\n", all.Output);
        Assert.Equal(
            """{"events":[{"id":2,"at":"2030-01-01T12:00:00.000Z","kind":"claim.granted","who":"ada","subject":"a.cs","detail":"exclusive"}]}""",
            newest.Output.TrimEnd());
    }

    [Fact]
    public void The_log_of_events_is_not_searched() => Assert.Equal(2, _room.Run("log", "--events", "--search", "x").Code);

    public void Dispose() => _room.Dispose();

    private sealed class Awaiting(string text) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
                _seen.TrySetResult();
        }
    }
}
