using System.ComponentModel;
using System.Diagnostics;

namespace Sidecar.Demo;

/// <summary>Runs git and sidecar as somebody types them, and prints the command and its real output.</summary>
/// <remarks>Its git is the user's, hooks and all; what Sidecar itself asks of git goes another way.</remarks>
internal sealed class DemoShell(DemoRepository repository, DemoScreen screen)
{
    /// <summary>Runs and prints a command; the output is what it said on both of its streams.</summary>
    /// <param name="who">The agent it acts for; null for a person.</param>
    /// <param name="program">"git" or "sidecar".</param>
    /// <param name="arguments">What follows.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string? who, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        screen.Deed($"{who}$", string.Join(' ', arguments.Select(ShellWord.Quote).Prepend(program)));
        var (exitCode, output) = await AskAsync(who, program, arguments, cancellationToken);
        if (output.Length > 0)
            screen.Result(output);
        if (exitCode != 0)
            screen.Result($"[exit code {exitCode}]");
        return (exitCode, output);
    }

    /// <summary>Runs a command without a word.</summary>
    public async Task<(int ExitCode, string Output)> AskAsync(
        string? who, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(Prepared(who, program, arguments), program);
        try
        {
            process.StandardInput.Close();
            var said = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var complained = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await said + await complained;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Prepared(string? who, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program is "sidecar" ? repository.Programs.Command : program, arguments)
        {
            WorkingDirectory = repository.Root,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in repository.EnvironmentOf(who))
            start.Environment[name] = value;
        return start;
    }

    private static Process Start(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw DemoExpectation.Failed($"{program} did not start: {missing.Message}");
        }
    }
}
