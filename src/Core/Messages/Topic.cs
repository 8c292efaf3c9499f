using Sidecar.Agents;

namespace Sidecar.Messages;

/// <summary>A subject that some follow: what is said in it goes to its members, those who are away included.</summary>
public sealed record Topic
{
    /// <summary>The topic's number.</summary>
    internal long Id { get; init; }

    /// <summary>Its name.</summary>
    public required TopicName Name { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it, by joining it first.</summary>
    public required AgentName CreatedBy { get; init; }

    /// <summary>When it was closed; null while it is open. A closed one takes nothing more and stays readable in the log.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public AgentName? ClosedBy { get; init; }

    /// <summary>Its members, those first who joined first.</summary>
    public IReadOnlyList<Recipient> Members { get; init; } = [];

    /// <summary>The newest message in it; 0 if there is none.</summary>
    public long Newest { get; init; }

    /// <summary>How many of its messages are unread for whoever asked.</summary>
    public int Unread { get; init; }
}
