using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Sidecar.Scenarios.World;

/// <summary>
/// A place where somebody works: a folder and an environment. The environment is made anew, so that nothing of the one
/// the tests run in (another agent's marks, git's variables, CI) reaches the programs under test.
/// </summary>
internal sealed record Desk(string Folder, ImmutableDictionary<string, string> Environment)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // What programs need to start at all.
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_HOST_PATH", "TMPDIR"];

    public static Desk In(string folder, string home) => new(
        folder,
        Inherited
            .Select(name => (name, value: System.Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.value is not null)
            .ToImmutableDictionary(variable => variable.name, variable => variable.value!)
            .SetItem("HOME", home)
            .SetItem("LC_ALL", "C.UTF-8")
            .SetItem("DOTNET_NOLOGO", "1")
            .SetItem("GIT_CONFIG_NOSYSTEM", "1")
            .SetItem("GIT_CONFIG_GLOBAL", Path.Combine(home, ".gitconfig"))
            .SetItem("GIT_EDITOR", "true")
            .SetItem("GIT_TERMINAL_PROMPT", "0"));

    public Desk As(string agent) => With("SIDECAR_AGENT", agent);

    public Desk With(string variable, string value) => this with { Environment = Environment.SetItem(variable, value) };

    public Desk At(string folder) => this with { Folder = Path.Combine(Folder, folder) };

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes a file below the folder.</summary>
    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public Task<Ran> GitAsync(params string[] arguments) => RunAsync("git", arguments);

    public Task<Ran> SidecarAsync(params string[] arguments) => RunAsync(Programs.Command, arguments);

    public Task<Ran> ShellAsync(string script) => RunAsync("sh", "-c", script);

    /// <summary>Stages the files and commits what is staged.</summary>
    public async Task<Ran> CommitAsync(params string[] files)
    {
        (await GitAsync(["add", "--", .. files])).Succeeded();
        return await GitAsync("commit", "-q", "-m", "change");
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task<Ran> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        using var limit = new CancellationTokenSource(Limit);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        var command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Ran(command, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException tooLong)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' did not end within {Limit.TotalSeconds} s.", tooLong);
        }
    }

    /// <summary>How a program is started here, its streams in the test's hands.</summary>
    public ProcessStartInfo StartInfo(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
