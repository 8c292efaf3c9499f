namespace Sidecar.Watch;

/// <summary>Where the watcher writes down what happened to it.</summary>
public static class LogFolder
{
    private const string LogName = "watch.log";
    private const string ErrorsName = "start.err";

    /// <summary>The names of all that is ever put there.</summary>
    public static IReadOnlyList<string> Files { get; } = [LogName, OlderName(LogName), ErrorsName];

    /// <summary>The log itself.</summary>
    public static string Log(string stateFolder) => Path.Combine(PathIn(stateFolder), LogName);

    /// <summary>What the log is called when a new one is begun.</summary>
    public static string OlderName(string log) => log + ".1";

    /// <summary>What a watcher in the background writes to its standard error: nothing, unless it cannot even begin.</summary>
    internal static string Errors(string stateFolder) => Path.Combine(PathIn(stateFolder), ErrorsName);

    /// <summary>Makes the folder, where there is none, for its owner only.</summary>
    public static void Create(string stateFolder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(PathIn(stateFolder));
        else
            Directory.CreateDirectory(PathIn(stateFolder), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string PathIn(string stateFolder) => Path.Combine(stateFolder, "log");
}
