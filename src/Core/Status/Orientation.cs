using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;

namespace Sidecar.Status;

/// <summary>What somebody who begins here, or comes back, needs to know. What a reader gets of it is cut by <see cref="OrientationFit"/>.</summary>
public sealed record Orientation
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose it is.</summary>
    public required Agent Me { get; init; }

    /// <summary>What was asked about; null for all that concerns <see cref="Me"/>.</summary>
    public required HandoffScope? Scope { get; init; }

    /// <summary>The other agents that are not known to be gone, those active last first.</summary>
    public required Excerpt<(Agent Agent, Liveness Live)> Others { get; init; }

    /// <summary>How many messages are unread.</summary>
    public required int Unread { get; init; }

    /// <summary>In which topics some of these were said, and how many.</summary>
    public required Excerpt<(TopicName Topic, int Unread)> Topics { get; init; }

    /// <summary>What is claimed and was asked for, the latest first.</summary>
    public required Excerpt<string> Claims { get; init; }

    /// <summary>What is written and not committed, the latest first.</summary>
    public required Excerpt<(RepoPath Path, string Worktree)> Files { get; init; }

    /// <summary>The consultations it is a party of that are not over, or agreed and not done: those that await something from it first, then the oldest.</summary>
    public required Excerpt<Consultation> Consultations { get; init; }

    /// <summary>The latest summary that concerns it, one for it by name before others; null if there is none.</summary>
    public required Message? Summary { get; init; }

    /// <summary>The latest summary for all, where <see cref="Summary"/> is for the reader by name.</summary>
    public Message? SummaryForAll { get; init; }

    /// <summary>Those of these two that are not shown whole.</summary>
    public IReadOnlyList<Message> Cut { get; init; } = [];

    /// <summary>The latest ones of its other scopes, and those of others of a day, newest first.</summary>
    public required Excerpt<Message> OtherSummaries { get; init; }

    /// <summary>What was said last that concerns it and is not unread, newest first.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }
}
