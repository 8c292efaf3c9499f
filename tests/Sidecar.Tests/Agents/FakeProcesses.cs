using Sidecar.Agents;

namespace Sidecar.Tests.Agents;

/// <summary>A process table written down line by line.</summary>
internal sealed class FakeProcesses : IProcessTable
{
    private readonly Dictionary<int, ProcessEntry> _entries = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _commandLines = [];

    public string Host => "here";

    public FakeProcesses With(int pid, int parent, string program, long? started = null)
    {
        _entries[pid] = new(new(pid, started ?? pid), parent, program);
        return this;
    }

    /// <summary>A child of another, with the words that it was started with; its program's name is the first one's.</summary>
    public FakeProcesses Started(int pid, int parent, params IReadOnlyList<string> words)
    {
        _commandLines[pid] = words;
        return With(pid, parent, Path.GetFileName(words[0]));
    }

    public Liveness Check(ProcessRef process) =>
        _entries.TryGetValue(process.Pid, out var entry) && entry.Process == process ? Liveness.Alive : Liveness.Dead;

    public ProcessEntry? Find(int pid) => _entries.GetValueOrDefault(pid);

    public IReadOnlyList<string>? CommandLine(int pid) => _commandLines.GetValueOrDefault(pid);
}
