using System.Diagnostics;
using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

/// <summary>A real repository in a temporary folder, with an environment of its own.</summary>
internal sealed class ScratchRepository : IDisposable
{
    public ScratchRepository(bool initialise = true)
    {
        Folder = Path.GetFullPath(Directory.CreateTempSubdirectory("sidecar-test-").FullName);
        Top = Path.Combine(Folder, "repo");
        Directory.CreateDirectory(Top);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = Folder,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_AUTHOR_NAME"] = "Ada",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.org",
            ["GIT_COMMITTER_NAME"] = "Ada",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.org",
            ["GIT_EDITOR"] = "true",
            ["GIT_ALLOW_PROTOCOL"] = "file",
        };
        if (initialise)
        {
            Git("init", "-q", "-b", "main");
            // No test is to leave a process behind; those that are about the watcher switch it on.
            File.AppendAllText(Path_(".git/config"), "[sidecar]\n\tautoWatch = false\n");
        }
    }

    /// <summary>The temporary folder around everything.</summary>
    public string Folder { get; }

    /// <summary>The repository's top folder.</summary>
    public string Top { get; }

    public Dictionary<string, string> Environment { get; }

    public RepositoryFolders Folders => RepositoryFolders.Find(Top, Environment);

    public GitProcess GitProcess => new(Top, Environment);

    public string Path_(string path) => Path.Combine(Top, path);

    public ScratchRepository Write(string path, string text = "text\n")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path_(path))!);
        File.WriteAllText(Path_(path), text);
        return this;
    }

    /// <summary>Writes files, and commits them without hooks.</summary>
    public ScratchRepository Commit(params string[] paths)
    {
        foreach (var path in paths)
            Write(path, $"{path}\n");
        Git("add", "-A");
        Git("commit", "-q", "--no-verify", "-m", "files");
        return this;
    }

    public string Git(params string[] arguments)
    {
        var (code, output, error) = Run("git", arguments);
        return code == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {code}\n{output}{error}");
    }

    public (int Code, string Output, string Error) TryGit(params string[] arguments) => Run("git", arguments);

    public (int Code, string Output, string Error) Run(
        string program, IReadOnlyList<string> arguments, string? directory = null, string input = "",
        params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory ?? Top,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        Feed(process.StandardInput, input);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    // A program may end before it reads what it is given.
    private static void Feed(StreamWriter pipe, string input)
    {
        try
        {
            pipe.Write(input);
            pipe.Close();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Makes an executable hook.</summary>
    public void Hook(string name, string script)
    {
        var path = Path_($".git/hooks/{name}");
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public void Dispose()
    {
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        for (var tries = 1; !TryDelete(isLast: tries == 20); tries++)
        {
        }
    }

    // A program that the test started and let go of may write its last words just now.
    private bool TryDelete(bool isLast)
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
            return true;
        }
        catch (IOException) when (!isLast)
        {
            return !Directory.Exists(Folder);
        }
    }
}
