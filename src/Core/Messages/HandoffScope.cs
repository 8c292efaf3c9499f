namespace Sidecar.Messages;

/// <summary>Whom a summary is for: everybody who comes next, whoever has one name, or those in a topic.</summary>
/// <param name="To">Whom it is addressed to, as in <see cref="Message.To"/>.</param>
/// <param name="Topic">The topic, or null.</param>
public sealed record HandoffScope(string To, string? Topic)
{
    /// <summary>What a topic's name begins with where an agent has the same one.</summary>
    internal const string TopicPrefix = "topic:";

    /// <summary>For everybody.</summary>
    public static HandoffScope Everybody { get; } = new(Draft.Everybody, null);

    /// <summary>Whom a summary is for that was kept.</summary>
    internal static HandoffScope Of(Message summary) => new(summary.To, summary.Topic);

    /// <summary>As it was or can be written.</summary>
    public override string ToString() => Topic is null ? To : TopicPrefix + Topic;
}
