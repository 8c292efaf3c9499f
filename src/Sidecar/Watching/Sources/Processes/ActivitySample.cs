using Sidecar.Agents;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>What the agents' processes had done at a moment.</summary>
internal sealed record ActivitySample(DateTimeOffset At, IReadOnlyDictionary<ProcessRef, TreeActivity> Trees);
