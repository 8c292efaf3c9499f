using Sidecar.Agents;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>What processes had done at a moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Trees">The agents' processes, by client.</param>
/// <param name="Outsiders">Those of nobody's, by working directory.</param>
internal sealed record ActivitySample(
    DateTimeOffset At, IReadOnlyDictionary<ProcessRef, TreeActivity> Trees, IReadOnlyDictionary<string, TreeActivity> Outsiders)
{
    /// <summary>In place of a working directory: at work in every folder.</summary>
    public const string Anywhere = "*";
}
