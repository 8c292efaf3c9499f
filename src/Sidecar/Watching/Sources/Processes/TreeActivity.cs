namespace Sidecar.Watching.Sources.Processes;

/// <summary>One agent's processes at a moment.</summary>
/// <param name="WorkTicks">Their processor time since they started, in clock ticks.</param>
/// <param name="HasWorker">Whether one that the client started is at work.</param>
internal readonly record struct TreeActivity(long WorkTicks, bool HasWorker);
