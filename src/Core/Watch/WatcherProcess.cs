using System.ComponentModel;
using System.Diagnostics;
using Sidecar.Repository;

namespace Sidecar.Watch;

/// <summary>
/// The second program that the core starts, after git: the watcher, which must outlive whoever starts it. So it is nobody's
/// child, in a session of its own, with none of the caller's streams, and it gets a list of variables instead of the
/// caller's environment, which would name an agent as the doer of whatever it does.
/// </summary>
internal sealed class WatcherProcess(
    string stateFolder, RepositoryFolders folders, string programs, IReadOnlyDictionary<string, string> environment)
{
    // The shell ends at once, and so its child is nobody's. A session of its own saves it from signals to the caller's group
    // from its first moment on; where there is no 'setsid', it makes one itself a little later. 3 to 9: what the caller's own
    // caller may have left open.
    private const string Script = """
        umask 077
        exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
        errors=$1
        shift
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; fi
        "$@" </dev/null >/dev/null 2>"$errors" &
        """;

    private static readonly TimeSpan ShellLimit = TimeSpan.FromSeconds(5);

    private static readonly string[] Passed =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "SIDECAR_EVENTS",
        "PATHEXT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData", "SystemRoot", "SystemDrive", "ComSpec",
    ];

    private static readonly string[] PassedPrefixes = ["LC_", "XDG_", "DOTNET_ROOT"];

    // A process that stays for hours and does little: code that is compiled once is enough, and the compiler in the background
    // and the ear for debuggers would cost more than the work itself.
    private static readonly (string Name, string Value)[] Runs =
        [("DOTNET_TieredCompilation", "0"), ("DOTNET_EnableDiagnostics", "0")];

    /// <summary>What the last watcher that was started wrote to its standard error, shortened; null for nothing.</summary>
    public static string? LastErrors(string stateFolder)
    {
        try
        {
            var text = File.ReadAllText(LogFolder.Errors(stateFolder)).Trim();
            return text.Length == 0 ? null : Printable.Short(text, 300);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Starts it and does not wait for it; says what is wrong where that cannot be done.</summary>
    public StartProblem? Start()
    {
        var program = Path.Combine(programs, OperatingSystem.IsWindows() ? "sidecar.exe" : "sidecar");
        if (!File.Exists(program))
            return new StartProblem($"The program {program} is missing.", "install Sidecar again");

        try
        {
            LogFolder.Create(stateFolder);
            using var process = Process.Start(Describe(program))!;
            if (OperatingSystem.IsWindows())
                return null;
            if (!process.WaitForExit(ShellLimit))
                return new StartProblem($"/bin/sh did not start {program} within {Duration.Approximate(ShellLimit)}.", "sidecar watch");

            return process.ExitCode == 0
                ? null
                : new StartProblem($"/bin/sh could not start {program} (exit code {process.ExitCode}).", "sidecar watch");
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new StartProblem($"{program} could not be started: {Printable.OneLine(failure.Message)}", "sidecar watch");
        }
    }

    private ProcessStartInfo Describe(string program)
    {
        string[] arguments = ["watch", "--background", "-C", StartingPoint()];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", LogFolder.Errors(stateFolder), program, .. arguments]);
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        // A worktree may be deleted while the watcher runs.
        start.WorkingDirectory = Path.GetPathRoot(stateFolder)!;
        start.Environment.Clear();
        foreach (var (name, value) in environment.Where(variable => IsPassed(variable.Key)))
            start.Environment[name] = value;
        foreach (var (name, value) in Runs)
            start.Environment[name] = value;
        if (Runtime() is { } runtime)
            start.Environment["DOTNET_ROOT"] = runtime;
        if (stateFolder != folders.DefaultStateFolder)
            start.Environment["SIDECAR_STATE"] = stateFolder;
        return start;
    }

    private static bool IsPassed(string name) =>
        Passed.Contains(name, StringComparer.Ordinal) || PassedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    // A native program runs without the runtime that this one needs, and may not have been told where it is.
    private string? Runtime()
    {
        var file = Path.Combine(programs, ".dotnet-root");
        return environment.GetValueOrDefault("DOTNET_ROOT") is not { Length: > 0 } && File.Exists(file)
            && File.ReadAllText(file).Trim() is { Length: > 0 } runtime
                ? runtime
                : null;
    }

    // The main worktree stays for as long as the repository does; a linked one comes and goes.
    private string StartingPoint() =>
        Path.GetFileName(folders.CommonDirectory) == ".git" && Path.GetDirectoryName(folders.CommonDirectory) is { } main
            && Directory.Exists(main)
                ? main
                : folders.Worktree;
}
