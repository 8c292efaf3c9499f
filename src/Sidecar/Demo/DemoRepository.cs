using Sidecar.Setup;

namespace Sidecar.Demo;

/// <summary>A throw-away repository with a home folder of its own, so that nothing of the user is read or changed.</summary>
internal sealed class DemoRepository : IDisposable
{
    // A list of what may pass, because what an agent's client or a hook leaves in the environment would say who acts here.
    private static readonly string[] Passed =
        ["PATH", "PATHEXT", "TMPDIR", "TEMP", "TMP", "LANG", "TZ", "DOTNET_ROOT", "SystemRoot", "ComSpec"];

    private readonly bool _keep;
    private readonly string _home;

    public DemoRepository(ProgramFolder programs, bool keep)
    {
        Programs = programs;
        _keep = keep;
        Folder = Directory.CreateTempSubdirectory("sidecar-demo-").FullName;
        _home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        Root = Directory.CreateDirectory(Path.Combine(Folder, "shop")).FullName;
    }

    /// <summary>The programs that are shown.</summary>
    public ProgramFolder Programs { get; }

    /// <summary>Everything that the demo makes lies below it.</summary>
    public string Folder { get; }

    /// <summary>The root of the repository.</summary>
    public string Root { get; }

    /// <summary>The whole environment of a process that acts for an agent; null for a person.</summary>
    public Dictionary<string, string> EnvironmentOf(string? agent)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Passed)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        }

        environment["HOME"] = _home;
        environment["USERPROFILE"] = _home;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["NO_COLOR"] = "1";
        if (agent is not null)
            environment["SIDECAR_AGENT"] = agent;
        return environment;
    }

    /// <summary>Writes a file as an editor would.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose()
    {
        if (_keep)
            return;

        // Git writes its objects read-only, which some systems do not delete.
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Folder, recursive: true);
    }
}
