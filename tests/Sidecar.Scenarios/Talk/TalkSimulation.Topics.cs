using System.Text.Json;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Talk;

internal sealed partial class TalkSimulation
{
    private static readonly string[] TopicNames = ["api", "build", "docs"];

    private readonly List<Room> _topics = [];

    /// <summary>To all members, or to one of them.</summary>
    private Task SendToTopicAsync() => InAnyTopicAsync(async (sender, topic) =>
    {
        var isSelf = OneIn(5);
        var members = topic.Members.Where(name => name != sender.Name).ToList();
        if (!topic.IsOpen || !topic.Members.Contains(sender.Name))
        {
            await RefusedAsync(sender, "send", ("topic", topic.Name), ("text", "nobody gets this"));
            return;
        }

        var isToOne = OneIn(3) && members.Count > 0;
        var recipients = isToOne ? [Any(members)] : isSelf ? [.. topic.Members] : members;
        (string, object?) to = isToOne ? ("to", recipients[0]) : ("include_self", isSelf);
        await SendAsync(sender, new Outgoing([("topic", topic.Name), to], recipients, topic.Name));
    });

    private Task JoinAsync() => ToAnyAsync(async asker =>
    {
        var name = Any(TopicNames);
        var topic = _topics.Find(topic => topic.Name == name);
        if (topic is { IsOpen: false })
        {
            await RefusedAsync(asker, "topic", ("action", "join"), ("name", name));
            return;
        }

        if (topic is null)
            _topics.Add(topic = new Room(name));
        await ChangeAsync(asker, topic, "join", topic.Members.Add(asker.Name));
    });

    private Task LeaveAsync() => InAnyTopicAsync((asker, topic) => ChangeAsync(asker, topic, "leave", topic.Members.Remove(asker.Name)));

    private Task CloseAsync() => InAnyTopicAsync(async (asker, topic) =>
    {
        if (topic.IsOpen && !topic.Members.Contains(asker.Name))
        {
            await RefusedAsync(asker, "topic", ("action", "close"), ("name", topic.Name));
            return;
        }

        var isChange = topic.IsOpen;
        topic.IsOpen = false;
        await ChangeAsync(asker, topic, "close", isChange);
        var others = topic.Members.Where(name => name != asker.Name).ToList();
        if (isChange && others.Count > 0)
            await IsToldAsync(topic, others);
    });

    private async Task IsToldAsync(Room topic, IReadOnlyList<string> others)
    {
        var log = (await _repository.Main.SidecarAsync("log", "--topic", topic.Name, "--limit", "1", "--json")).Succeeded().Json;
        var notice = log.GetProperty("messages")[0];
        var text = notice.GetProperty("text").GetString()!;
        Check(text.Contains($"closed the topic {topic.Name}", StringComparison.Ordinal), $"the members are told: {text}");
        _book.Post(notice.GetProperty("id").GetInt64(), "system", key: null, topic.Name, text, others);
    }

    /// <summary>Who is in which topic, and how much of each the asker has not read.</summary>
    private Task ListAsync() => ToAnyAsync(async asker =>
    {
        Tell($"{asker} lists the topics");
        _book.Confirm(asker.Agent!);
        var unread = _book.Unread(asker.Name).Where(letter => letter.Topic is not null).ToLookup(letter => letter.Topic);

        var reply = (await asker.Agent!.CallAsync("topic", """{"action":"list"}""")).Succeeded();

        Same(
            _topics.Where(topic => topic.IsOpen || unread[topic.Name].Any()).Select(topic => $"{topic} unread {unread[topic.Name].Count()}"),
            reply["topics"].EnumerateArray().Select(topic => $"{Described(topic)} unread {topic.GetProperty("unread").GetInt32()}"),
            "topics");
        IsCarried(asker, reply);
    });

    private async Task ChangeAsync(Party asker, Room topic, string action, bool isChange)
    {
        Tell($"{asker} {action} {topic.Name}");
        _book.Confirm(asker.Agent!);

        var reply = (await asker.Agent!.CallAsync("topic", JsonText.Of(("action", action), ("name", topic.Name)))).Succeeded();

        Check(reply["changed"].GetBoolean() == isChange, $"{action} has changed something, or not");
        Same([topic.ToString()], [Described(reply.Content)], "members");
        IsCarried(asker, reply);
    }

    private async Task RefusedAsync(Party asker, string tool, params (string, object?)[] arguments)
    {
        Tell($"{asker} {tool} {JsonText.Of(arguments)}, in vain");
        _book.Confirm(asker.Agent!);
        IsCarried(asker, (await asker.Agent!.CallAsync(tool, JsonText.Of(arguments))).Refused());
    }

    private Task InAnyTopicAsync(Func<Party, Room, Task> step) =>
        _topics.Count == 0 ? JoinAsync() : ToAnyAsync(asker => step(asker, Any(_topics)));

    private static string Described(JsonElement topic) =>
        $"{topic.GetProperty("name").GetString()}: {string.Join(", ", topic.GetProperty("members").EnumerateArray()
            .Select(member => member.GetProperty("name").GetString()).Order(StringComparer.Ordinal))}";

    private sealed class Room(string name)
    {
        public string Name => name;

        public bool IsOpen { get; set; } = true;

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public override string ToString() => $"{name}: {string.Join(", ", Members.Order(StringComparer.Ordinal))}";
    }
}
