using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Sidecar;
using Sidecar.Agents;

using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
return await new CommandLine(ThisProcess()).RunAsync(args, interrupted.Token);

void Cancel(PosixSignalContext signal)
{
    // The first one ends waits in good order; the second one ends the process.
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}

static Surroundings ThisProcess()
{
    // Without a byte order mark, whatever the locale says: git's paths are UTF-8 too.
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    return new Surroundings
    {
        Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        Directory = Directory.GetCurrentDirectory(),
        Programs = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory),
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        Processes = ProcessTables.ForThisSystem(),
        Pid = Environment.ProcessId,
        ShowsProgress = !Console.IsErrorRedirected,
        Columns = Console.IsOutputRedirected ? null : Math.Max(Console.WindowWidth, 40),
    };
}
