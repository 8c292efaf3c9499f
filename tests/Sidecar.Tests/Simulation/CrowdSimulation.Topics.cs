using Sidecar.Agents;
using Sidecar.Messages;

namespace Sidecar.Tests.Simulation;

internal sealed partial class CrowdSimulation
{
    private static readonly string[] TopicNames = ["api", "build"];

    private readonly List<Room> _topics = [];

    /// <summary>To the members of now, or to one of them; from outside and to a closed one it is refused.</summary>
    private void SendToTopic()
    {
        if (_topics.Count == 0)
            return;

        var (sender, topic) = (Any(Actors), Any(_topics));
        var members = topic.Members.Where(name => name != sender.Name).ToList();
        var to = members.Count > 0 && _random.Next(3) == 0 ? Any(members) : Draft.Everybody;
        var draft = new Draft(to, "simulated") { Topic = topic.Name, IncludeSelf = _random.Next(4) == 0 };
        if (!topic.IsOpen || (!sender.IsHuman && !topic.Members.Contains(sender.Name)))
        {
            Tell($"{sender} sends in {topic.Name}, in vain");
            Assert.Throws<SidecarException>(() => sender.State!.Messages.Send(sender.Key, draft, NoLimit));
            return;
        }

        Send(sender, draft, to != Draft.Everybody ? [to] : draft.IncludeSelf ? [.. members, sender.Name] : members);
    }

    private void JoinTopic()
    {
        var (asker, name) = (Any(Actors), Any(TopicNames));
        var topic = _topics.Find(topic => topic.Name == name);
        Tell($"{asker} joins {name}");
        if (topic is { IsOpen: false })
        {
            Assert.Throws<SidecarException>(() => asker.State!.Topics.Join(asker.Key, TopicName.Parse(name)));
            return;
        }

        asker.ActiveAt = Now;
        if (topic is null)
            _topics.Add(topic = new Room(name));
        Check(
            asker.State!.Topics.Join(asker.Key, TopicName.Parse(name)).HasChanged == topic.Members.Add(asker.Name),
            $"{asker} has joined {name}, or not");
    }

    private void LeaveTopic()
    {
        if (_topics.Count == 0)
            return;

        var (asker, topic) = (Any(Actors), Any(_topics));
        Tell($"{asker} leaves {topic.Name}");
        asker.ActiveAt = Now;
        Check(
            asker.State!.Topics.Leave(asker.Key, TopicName.Parse(topic.Name)).HasChanged == topic.Members.Remove(asker.Name),
            $"{asker} has left {topic.Name}, or not");
    }

    private void CloseTopic()
    {
        if (_topics.Count == 0)
            return;

        var (asker, topic) = (Any(Actors), Any(_topics));
        Tell($"{asker} closes {topic.Name}");
        if (topic.IsOpen && !asker.IsHuman && !topic.Members.Contains(asker.Name))
        {
            Assert.Throws<SidecarException>(() => asker.State!.Topics.Close(asker.Key, TopicName.Parse(topic.Name)));
            return;
        }

        asker.ActiveAt = Now;
        Check(asker.State!.Topics.Close(asker.Key, TopicName.Parse(topic.Name)).HasChanged == topic.IsOpen, $"{topic.Name} was open, or not");
        var others = topic.Members.Where(name => name != asker.Name).ToList();
        if (topic.IsOpen && others.Count > 0)
            _mail.Post(topic.Name, others);
        topic.IsOpen = false;
    }

    private void CompareTopics()
    {
        var viewer = Any(_sessions);
        var unread = _mail.UnreadByTopic(viewer.Name);
        Same(
            _topics.Select(topic => $"{topic} {topic.IsOpen} {unread[topic.Name].Count()}"),
            _crowd.State.Topics.List(AgentName.ParseParty(viewer.Name)).Select(topic =>
                $"{new Room(topic.Name.ToString(), topic.Members.Select(member => member.Name.ToString()))} {topic.ClosedAt is null} {topic.Unread}"),
            "topics");
    }

    private sealed class Room(string name, params IEnumerable<string> members)
    {
        public string Name => name;

        public bool IsOpen { get; set; } = true;

        public HashSet<string> Members { get; } = new(members, StringComparer.Ordinal);

        public override string ToString() => $"{name}: {string.Join(", ", Members.Order(StringComparer.Ordinal))}";
    }
}
