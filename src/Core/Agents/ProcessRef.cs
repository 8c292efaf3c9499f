namespace Sidecar.Agents;

/// <summary>One process for good: a pid alone is given to another process later.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Started">When it started, in the system's own unit (Linux: clock ticks since boot). Only compared.</param>
public readonly record struct ProcessRef(int Pid, long Started);
