namespace Sidecar.Scenarios.World;

/// <summary>A real repository with one commit, with Sidecar set up in it.</summary>
internal sealed class SandboxRepository : SandboxFolder
{
    private SandboxRepository() => Main = NewDesk("repo");

    /// <summary>The main worktree, as a person without any agent sees it.</summary>
    public Desk Main { get; }

    public string StateFolder => Main.PathOf(".git/sidecar");

    /// <summary>With Sidecar set up.</summary>
    public static async Task<SandboxRepository> CreateAsync()
    {
        var repository = await WithoutSidecarAsync();
        await repository.SetUpAsync();
        return repository;
    }

    /// <summary>As a person has it before Sidecar comes.</summary>
    public static async Task<SandboxRepository> WithoutSidecarAsync()
    {
        var repository = await EmptyAsync();
        repository.Main.Write("a.txt", "one\n");
        repository.Main.Write("b.txt", "one\n");
        repository.Main.Write("src/api/login.cs", "one\n");
        (await repository.Main.CommitAsync(".")).Succeeded();
        return repository;
    }

    /// <summary>Without a commit.</summary>
    public static async Task<SandboxRepository> EmptyAsync(params string[] how)
    {
        var repository = new SandboxRepository();
        (await repository.Main.GitAsync(["init", "-q", .. how])).Succeeded();
        return repository;
    }

    public async Task SetUpAsync() => (await Main.SidecarAsync("init")).Succeeded();

    /// <summary>A linked worktree on a branch of its own.</summary>
    public async Task<Desk> AddWorktreeAsync(string name)
    {
        var folder = Path.Combine(Top, name);
        (await Main.GitAsync("worktree", "add", "-q", "-b", name, folder)).Succeeded();
        return Main with { Folder = folder };
    }
}
