using System.CommandLine;

namespace Sidecar.Commands;

/// <summary>One command: what it is called with, and what it does.</summary>
internal abstract class SidecarCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that work as they stand, shown by --help.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public abstract Task<int> RunAsync(Invocation call, CancellationToken cancellationToken);
}
