namespace Sidecar.Scenarios.World;

/// <summary>A temporary folder with a home of its own in it. Nothing outside of it is read or written by what runs in it.</summary>
internal class SandboxFolder : IDisposable
{
    public SandboxFolder()
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(
            Path.Combine(Home, ".gitconfig"),
            "[user]\n\tname = Tess Ter\n\temail = tess@example.invalid\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n"
                // No test is to leave a process behind; those that are about the watcher switch it on.
                + "[sidecar]\n\tautoWatch = false\n");
    }

    public string Top { get; } = Directory.CreateTempSubdirectory("sidecar-").FullName;

    public string Home => Path.Combine(Top, "home");

    /// <summary>A desk in a new folder of this name.</summary>
    public Desk NewDesk(string name) => Desk.In(Directory.CreateDirectory(Path.Combine(Top, name)).FullName, Home);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        try
        {
            Directory.Delete(Top, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still hold a file of it; the system cleans its temporary folder.
        }
    }
}
