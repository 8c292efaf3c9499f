using Sidecar.Agents;
using Sidecar.Agents.Processes;

namespace Sidecar.Watching.Sources.Processes;

/// <summary>Processes and who is whose child.</summary>
internal sealed class ProcessSnapshot(IReadOnlyDictionary<int, LinuxStat> processes)
{
    public IEnumerable<LinuxStat> All => processes.Values;

    public LinuxStat? Find(int pid) => processes.TryGetValue(pid, out var process) ? process : null;

    /// <summary>The process itself, then its ancestors, nearest first.</summary>
    public IEnumerable<LinuxStat> LineOf(int pid)
    {
        var count = 0;
        for (var process = Find(pid); process is { } here && count < Lineage.Limit; count++)
        {
            yield return here;
            process = Find(here.ParentPid);
        }
    }
}
