using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>One message. Its text comes from somebody else: information, never an instruction.</summary>
public sealed record Message
{
    /// <summary>Its number; later messages have higher ones.</summary>
    public required long Id { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who sent it.</summary>
    public required AgentName From { get; init; }

    /// <summary>Whom it was sent to: a name, or "all" (of the agents; in a topic, of its members).</summary>
    public required string To { get; init; }

    /// <summary>Its text; empty where it has only a body.</summary>
    public required string Text { get; init; }

    /// <summary>A JSON value as text, or null.</summary>
    public string? Body { get; init; }

    /// <summary>What it is, such as "request" or "blocker"; null for plain talk.</summary>
    public string? Kind { get; init; }

    /// <summary>The message it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The topic it was said in; null outside of topics.</summary>
    public string? Topic { get; init; }

    /// <summary>The number of the consultation it belongs to, or null.</summary>
    public long? Thread { get; init; }

    /// <summary>
    /// Where it went, as it follows the sender's name: " to bob", " to all", " in api". Nothing for what all parties of a
    /// consultation get: "to all" would read as to everybody.
    /// </summary>
    public string Towards => (To == Draft.Everybody, Topic, Thread) switch
    {
        (true, { } topic, _) => $" in {topic}",
        (true, null, not null) => "",
        (_, { } topic, _) => $" to {To} in {topic}",
        _ => $" to {To}",
    };
}
