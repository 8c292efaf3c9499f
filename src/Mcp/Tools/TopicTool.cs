using ModelContextProtocol.Protocol;
using Sidecar.Json;
using Sidecar.Messages;

namespace Sidecar.Mcp.Tools;

/// <summary>Joins, leaves, lists and closes topics.</summary>
internal sealed class TopicTool : SidecarTool
{
    private const string Actions = "join, leave, list, members or close";
    private const int MostLines = 50;

    public override string Name => "topic";

    protected override string Description => "Topics: members get what is sent there; join creates one.";

    protected override string InputSchema => """
        {"type":"object","properties":{
        "action":{"enum":["join","leave","list","members","close"]},
        "name":{"type":"string"}}}
        """;

    protected override string OutputSchema => """
        {"type":"object","properties":{"topics":{"type":"array"},"unread":{"type":"integer"}}}
        """;

    protected override ToolAnnotations Annotations => Writes();

    public override Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var topics = call.State.Topics;
        var answer = call.Arguments.Text("action", 200) switch
        {
            "list" => List(topics.List(call.Seat.Agent.Name)),
            "join" => Of(topics.Join(call.Key, Wanted(call)), "Joined", "You are a member already of", isToldWho: true),
            "leave" => Of(topics.Leave(call.Key, Wanted(call)), "Left", "You are no member of", isToldWho: false),
            "close" => Of(topics.Close(call.Key, Wanted(call)), "Closed for good", "Closed already", isToldWho: false),
            "members" => Members(topics.Get(Wanted(call))),
            null => throw call.Arguments.Wrong($"'action' is missing: {Actions}.", "\"action\": \"list\""),
            _ => throw call.Arguments.Wrong($"'action' must be {Actions}.", "\"action\": \"list\""),
        };
        return Task.FromResult(answer);
    }

    private static TopicName Wanted(ToolCall call) => call.Arguments.Text("name", 200) is { } name
        ? TopicName.Parse(name)
        : throw call.Arguments.Wrong("'name' is missing: which topic?", "\"action\": \"join\", \"name\": \"api\"");

    private static ToolAnswer Of(TopicChange change, string done, string unchanged, bool isToldWho) => new(
        McpJson.Of(json => json.TopicChange(change)),
        $"{(change.HasChanged ? done : unchanged)}: {change.Topic.Name}.{(isToldWho ? $" Members: {Who(change.Topic)}." : "")}");

    private static ToolAnswer Members(Topic topic) => new(McpJson.Of(json => json.Topic(topic)), $"Members of {topic.Name}: {Who(topic)}.");

    private static ToolAnswer List(IReadOnlyList<Topic> topics)
    {
        var shown = topics.Where(topic => topic.ClosedAt is null || topic.Unread > 0).ToList();
        var closed = topics.Where(topic => topic.ClosedAt is not null).Select(topic => topic.Name.ToString()).ToList();
        var content = McpJson.Of(json =>
        {
            json.Items("topics", shown, (item, topic) => item.TopicWithUnread(topic));
            json.Texts("closed", closed);
        });
        var lines = McpWords.First(shown.Select(Line), MostLines);
        var first = shown.Count == 0 ? "No topic is open; topic action=join name=... creates one." : "Topics:";
        var last = closed.Count == 0 ? "" : $"\nClosed, still in history: {McpWords.Some(closed, MostLines)}.";
        return new ToolAnswer(content, first + string.Concat(lines.Select(line => "\n  " + line)) + last);
    }

    private static string Line(Topic topic)
    {
        var unread = topic.Unread == 0 ? "" : $", {topic.Unread} unread";
        var closed = topic.ClosedAt is null ? "" : " (closed)";
        return $"{topic.Name}{closed}{unread} - {Who(topic)}";
    }

    private static string Who(Topic topic)
    {
        const int most = 20;
        return topic.Members.Count == 0
            ? "nobody"
            : McpWords.Some(topic.Members.Select(member => member.Name + (member.Live ? "" : " (away)")), most);
    }
}
