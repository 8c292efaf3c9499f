using Sidecar.Agents;

namespace Sidecar.Impact.Meetings;

/// <summary>Two agents that were told of each other, because they are at work in files that belong together.</summary>
/// <param name="Agent">The one who came first to this repository.</param>
/// <param name="Path">That one's file.</param>
/// <param name="Other">The other one.</param>
/// <param name="OtherPath">The other one's file.</param>
/// <param name="Signal">Why the files belong together: <see cref="Signal.Dependency"/> or <see cref="Signal.CoChange"/>.</param>
/// <param name="At">When they were told.</param>
/// <param name="Evidence">What that is known from, in a sentence without a full stop.</param>
public sealed record RecordedMeeting(
    Agent Agent, RepoPath Path, Agent Other, RepoPath OtherPath, Signal Signal, DateTimeOffset At, string Evidence);
