using Sidecar.Hooks;
using Sidecar.Repository;
using Sidecar.Setup;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Setup;

/// <summary>A real repository, and programs to set up in it.</summary>
internal sealed class SetupWorld : IDisposable
{
    public SetupWorld()
    {
        Repository = new ScratchRepository();
        Repository.Commit("README.md");
        Directory.Delete(Repository.Path_(".git/hooks"), recursive: true);
        Programs = FakePrograms("programs");
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root)
            Repository.Environment["DOTNET_ROOT"] = root;
    }

    public ScratchRepository Repository { get; }

    public ProgramFolder Programs { get; set; }

    public string Hook => HookFile(HookName.PreCommit);

    public string McpJson => Repository.Path_(".mcp.json");

    public string State => Repository.Folders.StateFolder(Repository.Environment);

    public RepositorySetup Setup => In(Repository.Top);

    public RepositorySetup In(string worktree) => new(
        RepositoryFolders.Find(worktree, Repository.Environment), new GitProcess(worktree, Repository.Environment),
        Repository.Environment, Programs);

    public SetupReport Install(bool dryRun = false) => Setup.Install(new SetupOptions(Clients: null, Hooks: true, dryRun));

    public SetupReport Uninstall(bool purge = false) => Setup.Uninstall(purge, dryRun: false);

    /// <summary>The effect on the file, of all steps that a report has.</summary>
    public static SetupEffect EffectOn(SetupReport report, string path) => report.Steps.Single(step => step.Path == path).Effect;

    public string HookFile(string name) => Repository.Path_($".git/hooks/{name}");

    public ProgramFolder FakePrograms(string folder)
    {
        var path = Directory.CreateDirectory(Path.Combine(Repository.Folder, folder)).FullName;
        var programs = new ProgramFolder(path);
        foreach (var program in new[] { programs.Command, programs.Server, programs.Hook })
        {
            File.WriteAllText(program, "#!/bin/sh\nexit 0\n");
            MakeExecutable(program);
        }

        return programs;
    }

    public void WriteHook(string text, bool executable = true, string name = HookName.PreCommit)
    {
        var file = HookFile(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (executable)
            MakeExecutable(file);
    }

    /// <summary>Every file of the worktree and the hooks folder with its bytes, mode and time; the state is left out.</summary>
    public IReadOnlyList<string> Picture(bool withTimes = false) => Directory
        .EnumerateFileSystemEntries(Repository.Top, "*", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(State, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => Directory.Exists(path)
            ? path
            : $"{path} {Convert.ToHexString(File.ReadAllBytes(path))} {ModeOf(path)} {(withTimes ? File.GetLastWriteTimeUtc(path).Ticks : 0)}")
        .ToList();

    public void Dispose() => Repository.Dispose();

    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static string ModeOf(string path) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(path).ToString();
}
