using Sidecar.Agents;

namespace Sidecar.Tests.Agents;

/// <summary>A process table written down line by line.</summary>
internal sealed class FakeProcesses : IProcessTable
{
    private readonly Dictionary<int, ProcessEntry> _entries = [];

    public string Host => "here";

    public FakeProcesses With(int pid, int parent, string program, long? started = null)
    {
        _entries[pid] = new(new(pid, started ?? pid), parent, program);
        return this;
    }

    public Liveness Check(ProcessRef process) =>
        _entries.TryGetValue(process.Pid, out var entry) && entry.Process == process ? Liveness.Alive : Liveness.Dead;

    public ProcessEntry? Find(int pid) => _entries.GetValueOrDefault(pid);
}
