using Sidecar.Agents;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Simulation;

/// <summary>The process table as one fake process sees it: whoever asks for the test's own process is told that one.</summary>
internal sealed class SeenFrom(FakeProcesses world, ProcessRef self) : IProcessTable
{
    public string Host => world.Host;

    public Liveness Check(ProcessRef process) => world.Check(process);

    public ProcessEntry? Find(int pid) =>
        pid == Environment.ProcessId ? new ProcessEntry(self, 1, "sidecar-mcp") : world.Find(pid);

    public IReadOnlyList<string>? CommandLine(int pid) => null;
}
