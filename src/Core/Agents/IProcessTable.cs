namespace Sidecar.Agents;

/// <summary>What the operating system tells about processes. One implementation per system.</summary>
public interface IProcessTable
{
    /// <summary>
    /// The kernel whose pids these are: host name, boot and pid namespace. Pids may be compared only under an equal value.
    /// </summary>
    string Host { get; }

    /// <summary>Whether this very process still runs. A zombie is dead: it can hold nothing any more.</summary>
    Liveness Check(ProcessRef process);

    /// <summary>The process with this pid and its parent's pid and program name, or null if there is none or it cannot be read.</summary>
    ProcessEntry? Find(int pid);

    /// <summary>
    /// The words that the process was started with, its program first; null if there is no such process or the system does not
    /// tell. A very long command line may lack its last words.
    /// </summary>
    IReadOnlyList<string>? CommandLine(int pid);
}
