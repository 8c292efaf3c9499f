using System.Collections.Concurrent;
using Sidecar.Agents;

namespace Sidecar.Tests.World;

/// <summary>A process table in which a test starts, kills and hides processes.</summary>
internal sealed class FakeProcesses : IProcessTable
{
    private readonly ConcurrentDictionary<int, ProcessEntry> _running = [];
    private readonly ConcurrentDictionary<int, bool> _hidden = [];
    private int _nextPid = 1000;

    // Younger than all others, so that any of them can be its parent.
    public FakeProcesses() =>
        _running[Environment.ProcessId] = new ProcessEntry(new ProcessRef(Environment.ProcessId, long.MaxValue), 1, "test");

    public string Host { get; set; } = "this-host";

    public ProcessRef Start(string program = "client", int parent = 1)
    {
        var process = new ProcessRef(_nextPid++, _nextPid * 10L);
        _running[process.Pid] = new ProcessEntry(process, parent, program);
        return process;
    }

    public void Kill(ProcessRef process) => _running.TryRemove(process.Pid, out _);

    /// <summary>Makes this process a child of another.</summary>
    public void Adopt(ProcessRef parent) =>
        _running[Environment.ProcessId] = _running[Environment.ProcessId] with { ParentPid = parent.Pid };

    public void Hide(ProcessRef process) => _hidden.TryAdd(process.Pid, true);

    public void Reveal(ProcessRef process) => _hidden.TryRemove(process.Pid, out _);

    public Liveness Check(ProcessRef process) =>
        _hidden.ContainsKey(process.Pid) ? Liveness.Unknown
        : _running.GetValueOrDefault(process.Pid)?.Process == process ? Liveness.Alive
        : Liveness.Dead;

    public ProcessEntry? Find(int pid) => _running.GetValueOrDefault(pid);

    public IReadOnlyList<string>? CommandLine(int pid) => null;
}
