using System.CommandLine;
using Sidecar.Agents;
using Sidecar.Json;
using Sidecar.Messages;
using Sidecar.Terminal;

namespace Sidecar.Commands;

/// <summary>Lists topics, and joins, leaves and closes them.</summary>
internal sealed class TopicsCommand : SidecarCommand
{
    private const string Actions = "join, leave, members or close";

    private readonly Argument<string?> _action = new("ACTION")
    {
        Description = $"What to do: {Actions}; without it all topics are listed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "The topic; joining creates it",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public TopicsCommand()
        : base("topics", "List the topics; join, leave or close one")
    {
        Add(_action);
        Add(_name);
    }

    public override IReadOnlyList<string> Examples =>
        ["sidecar topics", "sidecar topics join api", "sidecar topics members api", "sidecar topics close api"];

    public override Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        Answer(call);
        return Task.FromResult(ExitCode.Done);
    }

    private void Answer(Invocation call)
    {
        var action = call.Value(_action);
        if (action is null)
        {
            List(call);
            return;
        }

        if (action is not ("join" or "leave" or "members" or "close"))
            throw SidecarException.Usage($"topics cannot '{Printable.Short(action, 60)}'; it can {Actions}.", "sidecar topics --help");
        if (call.Value(_name) is not { } text)
            throw SidecarException.Usage($"topics {action} needs the NAME of a topic.", call.CommandFor("topics"));

        var topics = call.Workplace.State.Topics;
        var name = TopicName.Parse(text);
        if (action == "members")
            Show(call, topics.Get(name));
        else if (action == "join")
            Show(call, topics.Join(call.Speaker(), name), "You joined", "You are a member already of");
        else if (action == "leave")
            Show(call, topics.Leave(call.Speaker(), name), "You left", "You are no member of");
        else
            Show(call, topics.Close(call.Speaker(), name), "Closed for good:", "Closed already:");
    }

    private static void List(Invocation call)
    {
        var topics = call.Workplace.State.Topics.List(call.Workplace.Agent?.Name ?? AgentName.Human);
        call.Answer(
            json => json.Items("topics", topics, (item, topic) => item.TopicWithUnread(topic)),
            screen =>
            {
                if (topics.Count == 0)
                    screen.Line("There are no topics. To create one: sidecar topics join NAME");
                else
                    TopicView.ShowTable(screen, topics, call.Now);
            });
    }

    private static void Show(Invocation call, Topic topic) => call.Answer(
        json => json.Topic(topic),
        screen => screen.Line($"Members of {topic.Name}: {TopicView.Members(topic)}."));

    private static void Show(Invocation call, TopicChange change, string done, string unchanged) => call.Answer(
        json => json.TopicChange(change),
        screen => screen.Line($"{(change.HasChanged ? done : unchanged)} {change.Topic.Name}. Members: {TopicView.Members(change.Topic)}."));
}
