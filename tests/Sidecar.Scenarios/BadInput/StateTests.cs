using Microsoft.Data.Sqlite;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.BadInput;

/// <summary>A state that cannot be read: nobody is kept from work, nobody is told that all is clear.</summary>
public sealed class StateTests
{
    private const string Loud = "sidecar: claims not checked, commit goes ahead: ";

    public static TheoryData<string> Damages => ["garbage", "empty", "foreign", "newer", "folder", "locked"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_commit_goes_ahead_with_one_loud_line(string damage)
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var held = Damage(repository, damage);

        repository.Main.Write("a.txt", "x\n");
        var commit = await repository.Main.As("bob").CommitAsync("a.txt");

        commit.Succeeded();
        Assert.StartsWith(Loud, Assert.Single(commit.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_commit_is_refused_where_the_setting_says_so(string damage)
    {
        using var repository = await SandboxRepository.CreateAsync();
        (await repository.Main.GitAsync("config", "sidecar.onError", "refuse")).Succeeded();
        using var held = Damage(repository, damage);

        repository.Main.Write("a.txt", "x\n");
        var refused = await repository.Main.As("bob").CommitAsync("a.txt");
        var passed = await repository.Main.As("bob").With("SIDECAR_OVERRIDE", "it burns").CommitAsync("a.txt");

        refused.Ended(1).Says("sidecar.onError").Says("next: ");
        passed.Succeeded();
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_command_cannot_tell_and_changes_nothing(string damage)
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var held = Damage(repository, damage);
        // Another process looks: if this one closed the file, it would lose its lock on it.
        var before = (await repository.Main.ShellAsync("cksum .git/sidecar/state.db")).All;

        var claim = await repository.Main.SidecarAsync("claim", "a.txt");
        var after = (await repository.Main.ShellAsync("cksum .git/sidecar/state.db")).All;

        claim.Ended(4).Says("state").Says("next: ");
        Assert.Equal(before, after);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_tool_tells_the_model_that_nobody_knows(string damage)
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var held = Damage(repository, damage);
        await using var agent = await AgentProcess.StartAsync(repository.Main, "ada");

        var reply = (await agent.ClaimAsync("a.txt")).Refused();

        Assert.Equal("cannot_tell", reply.Value("kind"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("foreign")]
    public async Task The_doctor_keeps_a_damaged_state_aside(string damage)
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var held = Damage(repository, damage);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(repository.StateFolder, "state.db"), CancellationToken.None);

        var found = await repository.Main.SidecarAsync("doctor");
        var mended = await repository.Main.SidecarAsync("doctor", "--fix");

        found.Ended(1).Says("damaged").Says("next: sidecar doctor --fix");
        mended.Succeeded().Says("corrupt-1");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(repository.StateFolder, "state.db.corrupt-1"), CancellationToken.None));
        (await repository.Main.SidecarAsync("status")).Succeeded();
    }

    [Fact]
    public async Task The_doctor_leaves_a_newer_state_alone()
    {
        using var repository = await SandboxRepository.CreateAsync();
        using var held = Damage(repository, "newer");

        var mended = await repository.Main.SidecarAsync("doctor", "--fix");

        Assert.NotEqual(0, mended.ExitCode);
        mended.Says("newer");
        Assert.Equal(["state.db"], Directory.GetFiles(repository.StateFolder, "state.db*").Select(Path.GetFileName).Where(name => !name!.Contains('-', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_writer_that_never_ends_does_not_open_the_guard()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();
        using var writer = Open(repository);
        Execute(writer, "BEGIN IMMEDIATE");

        repository.Main.Write("a.txt", "x\n");
        var commit = await repository.Main.As("bob").CommitAsync("a.txt");

        commit.Ended(1).Says("ada");
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_the_state()
    {
        using var repository = await SandboxRepository.CreateAsync();
        await using var ada = await AgentProcess.StartAsync(repository.Main, "ada");
        (await ada.ClaimAsync("a.txt")).Succeeded();

        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(repository.StateFolder) & Others);
        Assert.All(Directory.GetFiles(repository.StateFolder), file => Assert.True((File.GetUnixFileMode(file) & Others) == UnixFileMode.None, file));
    }

    private static IDisposable? Damage(SandboxRepository repository, string damage)
    {
        var state = Path.Combine(repository.StateFolder, "state.db");
        switch (damage)
        {
            case "garbage":
                Replace(state, new string('x', 8192));
                return null;
            case "empty":
                Replace(state, "");
                return null;
            case "foreign":
                Remove(state);
                using (var other = Open(repository))
                    Execute(other, "CREATE TABLE notes (text TEXT)");
                return null;
            case "newer":
                using (var newer = Open(repository))
                    Execute(newer, "PRAGMA user_version = 999");
                return null;
            case "folder":
                Remove(state);
                Directory.CreateDirectory(state);
                return null;
            case "locked":
                var holder = Open(repository);
                Execute(holder, "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE agents SET active_at = 0 WHERE id = -1");
                return holder;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, "no such damage");
        }
    }

    private static void Replace(string state, string text)
    {
        Remove(state);
        File.WriteAllText(state, text);
    }

    private static void Remove(string state)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(state)!, "state.db*"))
            File.Delete(file);
    }

    private static SqliteConnection Open(SandboxRepository repository)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Path.Combine(repository.StateFolder, "state.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
