using System.Diagnostics;
using Sidecar.Agents;

namespace Sidecar.Tests.Watching.Sources.Processes;

/// <summary>A shell that stands for a client; it says when it is ready, and ends with its input.</summary>
internal sealed class RealProcess : IDisposable
{
    private readonly Process _shell;

    /// <param name="script">What it does; it is over when it has said a line.</param>
    /// <param name="folder">Its working directory.</param>
    public RealProcess(string script, string folder)
    {
        _shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"{script}\necho ready; read line"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", _shell.StandardOutput.ReadLine());
        Ref = ProcessTables.ForThisSystem().Find(_shell.Id)!.Process;
    }

    public ProcessRef Ref { get; }

    public void Dispose()
    {
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
