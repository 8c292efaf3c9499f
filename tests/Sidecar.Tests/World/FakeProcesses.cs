using Sidecar.Agents;

namespace Sidecar.Tests.World;

/// <summary>A process table in which a test starts, kills and hides processes.</summary>
internal sealed class FakeProcesses : IProcessTable
{
    private readonly Dictionary<int, ProcessEntry> _running = [];
    private readonly HashSet<int> _hidden = [];
    private int _nextPid = 1000;

    public FakeProcesses() => _running[Environment.ProcessId] = new ProcessEntry(new ProcessRef(Environment.ProcessId, 1), 1, "test");

    public string Host { get; set; } = "this-host";

    public ProcessRef Start(string program = "client")
    {
        var process = new ProcessRef(_nextPid++, _nextPid * 10L);
        _running[process.Pid] = new ProcessEntry(process, 1, program);
        return process;
    }

    public void Kill(ProcessRef process) => _running.Remove(process.Pid);

    public void Hide(ProcessRef process) => _hidden.Add(process.Pid);

    public Liveness Check(ProcessRef process) =>
        _hidden.Contains(process.Pid) ? Liveness.Unknown
        : _running.GetValueOrDefault(process.Pid)?.Process == process ? Liveness.Alive
        : Liveness.Dead;

    public ProcessEntry? Find(int pid) => _running.GetValueOrDefault(pid);
}
