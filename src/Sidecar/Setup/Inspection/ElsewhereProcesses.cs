using Sidecar.Agents;

namespace Sidecar.Setup.Inspection;

/// <summary>
/// The processes of a machine that does not exist. An agent registered there lives by its heartbeat alone, so that a
/// hook on this machine finds it alive and never takes one of its own ancestors for it.
/// </summary>
internal sealed class ElsewhereProcesses : IProcessTable
{
    public string Host => "sidecar-doctor";

    public Liveness Check(ProcessRef process) => Liveness.Unknown;

    public ProcessEntry? Find(int pid) => null;

    public IReadOnlyList<string>? CommandLine(int pid) => null;
}
