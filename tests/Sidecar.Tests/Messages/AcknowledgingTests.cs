using Sidecar.Messages;

namespace Sidecar.Tests.Messages;

public sealed class AcknowledgingTests : ReaderTests
{
    [Fact]
    public void An_acknowledged_message_is_read_at_once()
    {
        var sent = Send("ada", "bob", "hello");

        Assert.Equal(1, Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [sent.Id, 999]));
        Assert.Empty(Call("bob"));
    }

    [Fact]
    public void Nobody_acknowledges_what_another_was_sent()
    {
        var sent = Send("ada", "bob", "hello");

        Assert.Equal(0, Crowd.State.Inbox.Acknowledge(Crowd.Agent("ada"), [sent.Id]));
        Assert.Equal(["hello"], Call("bob"));
    }

    [Fact]
    public void What_was_read_stays_read_whatever_is_acknowledged_or_put_back_later()
    {
        var sent = Send("ada", "bob", "hello");
        Call("bob");
        Crowd.State.Inbox.BeginCall(Crowd.Agent("bob"), Server, []);

        Assert.Equal(0, Crowd.State.Inbox.Acknowledge(Crowd.Agent("bob"), [sent.Id]));
        Crowd.State.Inbox.PutBack(Crowd.Agent("bob"), new CallId(Server, Calls));
        Crowd.Processes.Kill(Server);

        Assert.Empty(Call("bob", Crowd.Processes.Start("sidecar-mcp")));
    }
}
