using Sidecar.Messages;

namespace Sidecar.Tests.Commands;

public sealed class HandoffCommandTests : IDisposable
{
    private readonly CommandRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void People_leave_a_summary_and_see_how_things_stand()
    {
        _room.Join("ada");

        var left = _room.Run("handoff", "The schema is frozen.");
        var seen = _room.Run("handoff");

        Assert.Equal("Summary 1 is kept for all.\n", left.Output);
        Assert.Equal(
            """
            You are human, nobody's agent.
            Here: ada.
            Nothing is unread.
            #1 human to all, just now, handoff
              │ The schema is frozen.

            """,
            seen.Output);
    }

    [Fact]
    public void How_things_stand_for_a_program()
    {
        var ada = _room.Join("ada");
        _room.Claim(ada, "src/");
        _room.Write(ada, "src/a.cs");
        _room.Run("handoff", "go on", "--scope", "ada");
        _room.WorkFor(ada);

        Golden.Match(_room.Run("handoff", "--json").Output);
    }

    [Fact]
    public void A_summary_for_a_name_is_told_to_it()
    {
        var ada = _room.Join("ada");

        var result = _room.Run("handoff", "go on", "--scope", "ada", "--json");

        Assert.Equal("""{"id":1,"recipients":[{"name":"ada","live":true}],"scope":"ada"}""", result.Output.TrimEnd());
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void A_dash_reads_the_summary_from_standard_input()
    {
        _room.Input = "two\nlines\n";

        _room.Run("handoff", "-");

        Assert.Equal(("handoff", "two\nlines"), _room.State.Messages.Log(new LogQuery()).Select(message => (message.Kind!, message.Text)).Single());
    }

    [Fact]
    public void What_was_read_before_is_called_so()
    {
        _room.Join("ada");
        _room.Run("send", "ada", "hello");

        Assert.EndsWith(
            "No summary was left for you.\nEarlier messages, none of them unread:\n#1 human to ada, just now\n  │ hello\n",
            _room.Run("handoff").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_only_names_an_agent_is_told_no_step_that_is_not_its_own()
    {
        _room.Join("ada");
        _room.Run("consult", "request", "ada", "take the tests");

        Assert.Contains(
            "In consultation: Request 1 about \"take the tests\": a step of ada is awaited, which only it can take.",
            _room.Run("--as", "ada", "handoff").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_takes_no_message()
    {
        var ada = _room.Join("ada");
        _room.Run("send", "ada", "hello");

        var seen = _room.Run("--as", "ada", "handoff");

        Assert.Contains("1 unread.", seen.Output, StringComparison.Ordinal);
        Assert.Equal(1, _room.State.Inbox.Take(ada, default, limit: 0).Unread);
    }

    [Fact]
    public void Who_only_names_an_agent_leaves_nothing_as_it()
    {
        _room.Join("ada");

        var result = _room.Run("--as", "ada", "handoff", "all is done");

        Assert.Equal(1, result.Code);
        Assert.Empty(_room.State.Messages.Log(new LogQuery()));
    }

    [Fact]
    public void A_long_summary_is_cut_and_told_where_all_of_it_is()
    {
        _room.Run("handoff", "begin " + string.Concat(Enumerable.Repeat("word ", 1_000)) + "end");

        var seen = _room.Run("handoff");
        var whole = _room.Run("log", "--since", "0", "--before", "2", "--json");

        Assert.InRange(seen.Output.Length, 1_500, 2_000);
        Assert.Contains("\nSummary #1 by human for all is cut: sidecar log --since 0 --before 2 --json\n", seen.Output, StringComparison.Ordinal);
        Assert.Contains("word end\"", whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_of_nothing_is_wrong_usage()
    {
        Assert.Equal(2, _room.Run("handoff", "").Code);
        Assert.Equal(2, _room.Run("handoff", "words", "--scope", "nobody").Code);
        Assert.Empty(_room.State.Messages.Log(new LogQuery()));
    }
}
