using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.BadInput;

/// <summary>Places where Sidecar cannot work.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("status")]
    [InlineData("init")]
    [InlineData("claim", "a.txt")]
    [InlineData("doctor")]
    public async Task Outside_of_a_repository_every_command_says_so(params string[] arguments)
    {
        using var folder = new SandboxFolder();
        var desk = folder.NewDesk("plain");

        var ran = await desk.SidecarAsync(arguments);

        ran.Ended(3).Says("is not inside a git repository").Says("next: ").Says("git init");
        Assert.Empty(Directory.EnumerateFileSystemEntries(desk.Folder));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("init")]
    public async Task A_bare_repository_has_no_files_to_work_on(string command)
    {
        using var folder = new SandboxFolder();
        var desk = folder.NewDesk("bare");
        (await desk.GitAsync("init", "-q", "--bare")).Succeeded();
        var before = Snapshot.OfAll(desk.Folder);

        var ran = await desk.SidecarAsync(command);

        ran.Ended(3).Says("bare repository").Says("next: ");
        Assert.Equal(before, Snapshot.OfAll(desk.Folder));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("claims")]
    [InlineData("claim", "a.txt")]
    [InlineData("send", "all", "hello")]
    public async Task Where_it_is_not_set_up_a_command_names_init(params string[] arguments)
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();

        var ran = await repository.Main.SidecarAsync(arguments);

        ran.Ended(3).Says("not set up").Says("next: sidecar init");
        Assert.False(Directory.Exists(repository.StateFolder));
    }

    [Fact]
    public async Task A_server_outside_of_a_repository_tells_the_model()
    {
        using var folder = new SandboxFolder();
        await using var agent = await AgentProcess.StartAsync(folder.NewDesk("plain"), "ada");

        var reply = (await agent.ClaimAsync("a.txt")).Refused();

        Assert.Equal("not_set_up", reply.Value("kind"));
        Assert.Contains("is not inside a git repository", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_joins_once_sidecar_is_set_up()
    {
        using var repository = await SandboxRepository.WithoutSidecarAsync();
        await using var agent = await AgentProcess.StartAsync(repository.Main, "ada");
        (await agent.ClaimAsync("a.txt")).Refused();

        await repository.SetUpAsync();

        (await agent.ClaimAsync("a.txt")).Succeeded();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        using var folder = new SandboxFolder();

        var ran = await folder.NewDesk("plain").SidecarAsync("-C", "no/such/folder", "status");

        ran.Ended(2).Says("no/such/folder").Says("next: ");
    }

    [Fact]
    public async Task In_the_git_directory_itself_there_are_no_files()
    {
        using var repository = await SandboxRepository.CreateAsync();

        var ran = await repository.Main.At(".git").SidecarAsync("status");

        ran.Ended(3).Says("next: cd ");
    }
}
