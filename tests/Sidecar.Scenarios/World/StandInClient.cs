using System.Diagnostics;
using System.Globalization;

namespace Sidecar.Scenarios.World;

/// <summary>
/// A process that stands for a coding client: it starts the MCP server and runs commands as its own children. The
/// server's input and output stay in the hands of the test, so that the client can be killed without an end of input.
/// </summary>
internal sealed class StandInClient : IDisposable
{
    private const string Script = """
        #!/bin/sh
        # usage: stand-in FOLDER SERVER [ARGUMENT...]
        folder=$1
        shift
        exec 3<&0 4>&1 5<>"$folder/jobs"
        "$@" <&3 >&4 3<&- 4>&- 5<&- &
        exec 3<&- 4>&- </dev/null >/dev/null
        echo $! >"$folder/server.new"
        echo $$ >"$folder/client.new"
        mv "$folder/server.new" "$folder/server"
        mv "$folder/client.new" "$folder/client"
        while IFS= read -r job <&5; do
            sh "$job" >"$job.out" 2>"$job.err" 5<&-
            echo $? >"$job.code.new"
            mv "$job.code.new" "$job.code"
        done
        """;

    private readonly DirectoryInfo _folder;
    private int _jobs;

    private StandInClient(DirectoryInfo folder, Process process) => (_folder, Process) = (folder, process);

    /// <summary>The process that the test started; its streams are the server's.</summary>
    public Process Process { get; }

    public int ClientPid { get; private set; }

    /// <summary>What the client started: the server, or a launcher of it.</summary>
    public int ServerPid { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="desk">Where.</param>
    /// <param name="server">The server's command line.</param>
    /// <param name="isNeverReaped">Whether the client stays a zombie once it was killed.</param>
    public static async Task<StandInClient> StartAsync(Desk desk, IReadOnlyList<string> server, bool isNeverReaped = false)
    {
        var folder = Directory.CreateTempSubdirectory("sidecar-client-");
        var script = Path.Combine(folder.FullName, "stand-in");
        await File.WriteAllTextAsync(script, Script, CancellationToken.None);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await desk.RunAsync("mkfifo", Path.Combine(folder.FullName, "jobs"))).Succeeded();

        string[] client = [script, folder.FullName, .. server];

        // 'sleep' takes the shell's place and never asks how its children ended.
        string[] commandLine = isNeverReaped
            ? ["sh", "-c", """exec 3<&0; "$@" <&3 3<&- & exec sleep 600 <&- 3<&- >&- 2>&-""", "sh", .. client]
            : client;
        var started = new StandInClient(folder, Process.Start(desk.StartInfo(commandLine[0], commandLine[1..]))!);
        started.ServerPid = await started.NumberAsync("server");
        started.ClientPid = await started.NumberAsync("client");
        return started;
    }

    /// <summary>Runs a shell script as a child of the client.</summary>
    public async Task<Ran> RunAsync(Desk desk, string script)
    {
        var job = Path.Combine(_folder.FullName, $"job{Interlocked.Increment(ref _jobs)}");
        await File.WriteAllTextAsync(job, $"cd '{desk.Folder}' || exit 99\n{script}\n", CancellationToken.None);
        await using (var jobs = new FileStream(Path.Combine(_folder.FullName, "jobs"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1))
            await jobs.WriteAsync(System.Text.Encoding.UTF8.GetBytes(job + "\n"), CancellationToken.None);

        await Eventually.IsAsync(() => File.Exists(job + ".code"), $"the client ran: {script}");
        var code = int.Parse(await File.ReadAllTextAsync(job + ".code", CancellationToken.None), CultureInfo.InvariantCulture);
        return new Ran(
            script, code, await File.ReadAllTextAsync(job + ".out", CancellationToken.None),
            await File.ReadAllTextAsync(job + ".err", CancellationToken.None));
    }

    public void Dispose()
    {
        Signals.Kill(ClientPid);
        Process.Kill();
        Process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<int> NumberAsync(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        await Eventually.IsAsync(() => File.Exists(path), $"the client wrote {name}");
        return int.Parse(await File.ReadAllTextAsync(path, CancellationToken.None), CultureInfo.InvariantCulture);
    }
}
