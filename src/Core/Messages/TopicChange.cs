namespace Sidecar.Messages;

/// <summary>What became of joining, leaving or closing a topic.</summary>
/// <param name="Topic">The topic as it is now.</param>
/// <param name="HasChanged">False where it was so before: joined twice, left without having joined, closed already.</param>
public sealed record TopicChange(Topic Topic, bool HasChanged);
