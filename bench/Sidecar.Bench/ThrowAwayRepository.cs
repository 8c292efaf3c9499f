namespace Sidecar.Bench;

/// <summary>A git repository with Sidecar set up in it, gone afterwards.</summary>
internal sealed class ThrowAwayRepository : IDisposable
{
    public ThrowAwayRepository(Programs programs)
    {
        Folder = Directory.CreateTempSubdirectory("sidecar-bench-").FullName;
        Git("init", "--quiet");
        Git("config", "user.name", "Bench");
        Git("config", "user.email", "bench@example.org");
        Git("config", "gc.auto", "0");
        Git("config", "sidecar.autoWatch", "false");
        Programs.Time(Programs.Command(Path.Combine(programs.Folder, "sidecar"), Folder, "init"));
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--no-verify", "--message=start");
    }

    public string Folder { get; }

    public string StateFolder => Path.Combine(Folder, ".git", "sidecar");

    public double Git(params IEnumerable<string> arguments) => Programs.Time(Programs.Command("git", Folder, arguments));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
