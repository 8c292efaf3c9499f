using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Setup;

/// <summary>What init puts into a repository, and that uninstall leaves nothing of it.</summary>
public sealed class SetUpAndRemoveTests
{
    private const string Hook = "#!/bin/sh\n# ours\necho 'checked by hand'\ntest ! -e forbid\n";

    private const string McpJson =
        """
        {
          // Our own servers.
          "mcpServers": {
            "tickets": { "command": "tickets-mcp", "args": ["--stdio"] }, // do not touch
          },
          "other": [1, 2,   3]
        }
        """;

    public static TheoryData<string> Befores => ["nothing", "a hook", "client files", "hooks inside", "hook without a newline"];

    [Theory]
    [MemberData(nameof(Befores))]
    public async Task Uninstall_leaves_everything_as_it_was_before_init(string before)
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await PrepareAsync(repository.Main, before);
        var status = (await repository.Main.GitAsync("status", "--porcelain")).Output;
        var files = Snapshot.OfAll(repository.Main.Folder, ".git/index");

        (await repository.Main.SidecarAsync("init")).Succeeded();
        var between = Snapshot.OfAll(repository.Main.Folder, ".git/index");
        (await repository.Main.SidecarAsync("uninstall", "--purge")).Succeeded();

        Assert.NotEqual(files, between);
        Assert.Equal(files, Snapshot.OfAll(repository.Main.Folder, ".git/index"));
        Assert.Equal(status, (await repository.Main.GitAsync("status", "--porcelain")).Output);
    }

    [Theory]
    [MemberData(nameof(Befores))]
    public async Task Init_again_changes_nothing(string before)
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await PrepareAsync(repository.Main, before);
        (await repository.Main.SidecarAsync("init")).Succeeded();
        // The state's own files change whenever it is read.
        var files = Snapshot.OfAll(repository.Main.Folder, ".git/index", ".git/sidecar");

        var again = await repository.Main.SidecarAsync("init");

        again.Succeeded().IsSilentAbout("created").IsSilentAbout("changed    ").Says("unchanged");
        Assert.Equal(files, Snapshot.OfAll(repository.Main.Folder, ".git/index", ".git/sidecar"));
    }

    [Theory]
    [InlineData("init", "--dry-run")]
    [InlineData("uninstall", "--dry-run")]
    public async Task A_dry_run_changes_nothing(params string[] arguments)
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await PrepareAsync(repository.Main, "client files");
        if (arguments[0] == "uninstall")
            (await repository.Main.SidecarAsync("init")).Succeeded();
        var files = Snapshot.OfAll(repository.Main.Folder);

        var ran = await repository.Main.SidecarAsync(arguments);

        ran.Succeeded().Says(".mcp.json").Says("pre-commit");
        Assert.Equal(files, Snapshot.OfAll(repository.Main.Folder));
    }

    [Theory]
    [InlineData("a hook")]
    [InlineData("hooks inside")]
    public async Task The_guard_works_before_a_hook_that_goes_on_working(string before)
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await PrepareAsync(repository.Main, before);
        await repository.SetUpAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        repository.Main.Write("a.txt", "x\n");
        var guarded = await repository.Main.As("bob").CommitAsync("a.txt");
        var passed = await repository.Main.As("ada").CommitAsync("a.txt");
        repository.Main.Write("forbid", "x\n");
        var forbidden = await repository.Main.As("ada").CommitAsync("forbid");

        guarded.Ended(1).Says("ada").IsSilentAbout("checked by hand");
        passed.Succeeded().Says("checked by hand");
        forbidden.Ended(1).Says("checked by hand");
    }

    [Fact]
    public async Task Other_servers_and_comments_stay_in_the_clients_file()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await PrepareAsync(repository.Main, "client files");

        (await repository.Main.SidecarAsync("init")).Succeeded();

        var text = repository.Main.Read(".mcp.json");
        Assert.All(["// Our own servers.", "// do not touch", "tickets-mcp", "[1, 2,   3]", "sidecar-mcp", "alwaysLoad"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_server_is_called_by_its_name_where_it_is_on_the_path()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        var desk = repository.Main.With("PATH", $"{Programs.Folder}:{repository.Main.Environment["PATH"]}");

        (await desk.SidecarAsync("init")).Succeeded();

        Assert.Contains("\"command\": \"sidecar-mcp\"", desk.Read(".mcp.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_json_is_left_alone_and_named()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        repository.Main.Write(".mcp.json", "{ this is not json");

        var ran = await repository.Main.SidecarAsync("init");

        ran.Ended(1).Says(".mcp.json").Says("next: ");
        Assert.Equal("{ this is not json", repository.Main.Read(".mcp.json"));
    }

    [Fact]
    public async Task Init_in_a_linked_worktree_guards_all_of_them()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        var second = await repository.AddWorktreeAsync("second");
        (await second.SidecarAsync("init")).Succeeded();
        await using var ada = await AgentProcess.StartAsync(second, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        repository.Main.Write("a.txt", "x\n");
        var commit = await repository.Main.As("bob").CommitAsync("a.txt");

        commit.Ended(1).Says("ada");
    }

    [Fact]
    public async Task Without_hooks_no_hook_is_installed()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();

        (await repository.Main.SidecarAsync("init", "--no-hooks")).Succeeded();

        Assert.False(File.Exists(repository.Main.PathOf(".git/hooks/pre-commit")));
        Assert.True(File.Exists(repository.Main.PathOf(".mcp.json")));
    }

    [Fact]
    public async Task A_program_that_is_gone_is_told_and_stops_no_commit()
    {
        using var repository = await SandboxRepository.CreateAsync();
        var hook = repository.Main.PathOf(".git/hooks/pre-commit");
        await File.WriteAllTextAsync(hook, (await File.ReadAllTextAsync(hook, CancellationToken.None)).Replace(Programs.Hook, "/no/such/sidecar-hook", StringComparison.Ordinal), CancellationToken.None);

        repository.Main.Write("a.txt", "x\n");
        var commit = await repository.Main.CommitAsync("a.txt");

        commit.Succeeded().Says("/no/such/sidecar-hook is gone").Says("claims not checked");
    }

    [Fact]
    public async Task The_doctor_finds_all_well_and_leaves_nothing_behind()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await repository.AddWorktreeAsync("second");
        var files = Snapshot.OfAll(repository.Main.Folder, ".git/sidecar");

        var doctor = await repository.Main.SidecarAsync("doctor", "--json");

        Assert.True(doctor.Succeeded().Json.GetProperty("ok").GetBoolean());
        Assert.Equal(files, Snapshot.OfAll(repository.Main.Folder, ".git/sidecar"));
    }

    [Fact]
    public async Task The_doctor_sees_a_guard_that_looks_installed_and_is_dead()
    {
        using var repository = await SandboxRepository.CreateAsync();
        File.SetUnixFileMode(repository.Main.PathOf(".git/hooks/pre-commit"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var doctor = await repository.Main.SidecarAsync("doctor");

        doctor.Ended(1).Says("not executable").Says("next: ");
    }

    private static async Task PrepareAsync(Desk desk, string before)
    {
        switch (before)
        {
            case "a hook":
                WriteHook(desk, ".git/hooks/pre-commit", Hook);
                break;
            case "hook without a newline":
                WriteHook(desk, ".git/hooks/pre-commit", Hook.TrimEnd('\n'));
                break;
            case "client files":
                desk.Write(".mcp.json", McpJson);
                break;
            case "hooks inside":
                WriteHook(desk, ".husky/pre-commit", Hook);
                (await desk.GitAsync("config", "core.hooksPath", ".husky")).Succeeded();
                (await desk.GitAsync("add", ".husky")).Succeeded();
                (await desk.GitAsync("commit", "-q", "-m", "hooks")).Succeeded();
                break;
        }
    }

    private static void WriteHook(Desk desk, string file, string text)
    {
        desk.Write(file, text);
        File.SetUnixFileMode(desk.PathOf(file), File.GetUnixFileMode(desk.PathOf(file)) | UnixFileMode.UserExecute);
    }
}
