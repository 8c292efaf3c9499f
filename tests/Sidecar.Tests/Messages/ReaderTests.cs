using Sidecar.Agents;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Messages;

/// <summary>Agents that write to each other and read through one server, call by call.</summary>
public abstract class ReaderTests : IDisposable
{
    private protected ReaderTests() => Server = Crowd.Processes.Start("sidecar-mcp");

    private protected Crowd Crowd { get; } = new();

    private protected ProcessRef Server { get; }

    private protected long Calls { get; private set; }

    public void Dispose()
    {
        Crowd.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Sent Send(string from, string to, string text)
    {
        if (to is "bob" or "ada" or "carol")
            Crowd.Join(to);
        return Crowd.State.Messages.Send(Crowd.Agent(from), new Draft(to, text), TalkLimits.Usual);
    }

    private protected List<string> Call(string name, ProcessRef? server = null)
    {
        Crowd.State.Inbox.BeginCall(Crowd.Agent(name), server ?? Server, []);
        return Take(Crowd.Agent(name), ++Calls, server);
    }

    private protected List<string> Take(string name, long call) => Take(Crowd.Agent(name), call);

    private protected List<string> Take(AgentKey key, long call, ProcessRef? server = null) =>
        Crowd.State.Inbox.Take(key, new CallId(server ?? Server, call), limit: 10).Messages.Select(message => message.Text).ToList();
}
