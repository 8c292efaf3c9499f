using Sidecar.Forecasting;
using Sidecar.History;

namespace Sidecar.Watching;

/// <summary>Those who work beside the watches and are told of what these see. Each only notes it, and goes at its own pace.</summary>
/// <param name="Forecaster">What merging the worktrees would bring.</param>
/// <param name="Historian">The index of the history.</param>
/// <param name="Meetings">Agents at work in files that belong together.</param>
internal sealed record Followers(Forecaster Forecaster, Historian Historian, MeetingWatch Meetings);
