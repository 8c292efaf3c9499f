using Sidecar.Mcp;

namespace Sidecar.Tests.Mcp;

public sealed class AnsweredTests
{
    private readonly Answered _answered = new();
    private readonly List<string> _undone = [];

    [Fact]
    public void A_call_that_was_read_after_an_answer_proves_that_it_was_read()
    {
        Answer("1", call: 1);
        _answered.Ask("2");

        Assert.Empty(_answered.Begin("2"));
        _answered.Drop("1", isRunning: false);
        Assert.Empty(_undone);
    }

    [Fact]
    public void A_call_that_was_read_before_an_answer_and_begins_late_proves_nothing()
    {
        _answered.Ask("late");
        Answer("2", call: 2);

        Assert.Equal([2], _answered.Begin("late"));
        _answered.Drop("2", isRunning: false);
        Assert.Equal(["2"], _undone);
    }

    [Fact]
    public void A_call_that_was_cancelled_before_it_began_does_not_begin()
    {
        _answered.Ask("1");
        _answered.Drop("1", isRunning: true);

        Assert.Throws<OperationCanceledException>(() => _answered.Begin("1"));
    }

    [Fact]
    public void What_is_answered_after_it_was_cancelled_is_undone()
    {
        _answered.Ask("1");
        _answered.Begin("1");
        _answered.Drop("1", isRunning: true);
        _answered.Add("1", call: 1, () => _undone.Add("1"));

        Assert.Equal(["1"], _undone);
    }

    private void Answer(string request, long call)
    {
        _answered.Ask(request);
        _answered.Begin(request);
        _answered.Add(request, call, () => _undone.Add(request));
    }
}
