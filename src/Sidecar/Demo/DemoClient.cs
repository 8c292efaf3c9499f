using System.Globalization;

namespace Sidecar.Demo;

/// <summary>
/// Stands for a coding client where there is a POSIX shell: a process that starts the MCP server and runs commands as its own
/// children, so that the watcher has somebody to find.
/// </summary>
internal sealed class DemoClient(string name, DemoRepository repository)
{
    // Jobs come by a named pipe, because standard input and output belong to the server.
    private const string Script = """
        #!/bin/sh
        mkfifo "$1/jobs"
        exec 3<&0 4>&1 5<>"$1/jobs"
        shift
        "$@" <&3 >&4 3<&- 4>&- 5<&- &
        exec 3<&- 4>&- </dev/null >/dev/null
        while IFS= read -r job <&5 && [ "$job" != end ]; do
            sh "$job" >"$job.out" 2>&1 5<&-
            echo $? >"$job.code.new"
            mv "$job.code.new" "$job.code"
        done
        wait
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(repository.Folder, name)).FullName;
    private int _jobs;

    /// <summary>The command line that starts it, and the server.</summary>
    public IReadOnlyList<string> CommandLine()
    {
        // Named as no shell is, so that it is taken for a client.
        var script = Path.Combine(_folder, "coding-agent");
        File.WriteAllText(script, Script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return [script, _folder, repository.Programs.Server];
    }

    /// <summary>Runs a shell script as a child of the client, in the repository.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script, CancellationToken cancellationToken)
    {
        var job = Path.Combine(_folder, $"job{++_jobs}");
        await File.WriteAllTextAsync(job, $"cd {ShellWord.Quote(repository.Root)} || exit\n{script}\n", cancellationToken);
        await TellAsync(job, cancellationToken);
        while (!File.Exists(job + ".code"))
            await Task.Delay(Pause, cancellationToken);

        var code = int.Parse(await File.ReadAllTextAsync(job + ".code", cancellationToken), CultureInfo.InvariantCulture);
        return (code, await File.ReadAllTextAsync(job + ".out", cancellationToken));
    }

    /// <summary>Lets it end when its server ends.</summary>
    public Task EndAsync() => TellAsync("end", CancellationToken.None);

    private async Task TellAsync(string line, CancellationToken cancellationToken)
    {
        await using var jobs = new FileStream(
            Path.Combine(_folder, "jobs"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
        await jobs.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
    }
}
