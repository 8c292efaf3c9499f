using System.Runtime.InteropServices;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Storage;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Hooks;

/// <summary>Real commits through the stub and the real program. Ada holds something, Bob commits.</summary>
public sealed class RealCommitTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly SidecarState _state;
    private readonly AgentKey _ada;

    public RealCommitTests()
    {
        var processes = ProcessTables.ForThisSystem();
        SidecarDatabase.Create(_repository.Path_(".git/sidecar"));
        _state = new SidecarState(_repository.Path_(".git/sidecar"), processes, TimeProvider.System, SidecarState.Patience);

        // Both live in this very process, so that only the name given tells who commits.
        var here = processes.Find(Environment.ProcessId)!.Process;
        _ada = Register("ada", here);
        Register("bob", here);
        _repository.Environment["SIDECAR_AGENT"] = "bob";
        _repository.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var program = Path.Combine(AppContext.BaseDirectory, "sidecar-hook");
        _repository.Hook("pre-commit", StubTests.Stub().Replace("@SIDECAR_HOOK@", ShellWord.Quote(program), StringComparison.Ordinal));
    }

    [Fact]
    public void A_claimed_file_is_refused_until_it_is_released()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "-A");
        Claim("a.txt");

        var refused = _repository.TryGit("commit", "-m", "mine");
        _state.Claims.Release(_ada, patterns: null);
        var passed = _repository.TryGit("commit", "-m", "mine");

        Assert.Equal((1, true), (refused.Code, refused.Error.StartsWith(
            "sidecar: commit refused: others hold 1 of its 2 files.\n\n  a.txt\n    ada (test-client, alive) claimed it ", StringComparison.Ordinal)));
        Assert.Equal((0, ""), (passed.Code, passed.Error));
    }

    [Theory]
    [InlineData("commit", "-am", "x")]
    [InlineData("commit", "-m", "x", "--", "held.txt")]
    [InlineData("commit", "-m", "x", "-i", "held.txt")]
    [InlineData("commit", "--amend", "-am", "x")]
    public void Every_way_to_commit_a_claimed_file_is_refused(params string[] commit)
    {
        _repository.Commit("held.txt", "free.txt").Write("held.txt", "new\n");
        Claim("held.txt");

        Assert.Equal(1, _repository.TryGit(commit).Code);
    }

    [Theory]
    [InlineData("commit", "-m", "x", "--", "free.txt")]
    [InlineData("commit", "--amend", "-m", "x", "--", "free.txt")]
    [InlineData("commit", "--allow-empty", "-m", "x", "--", "free.txt")]
    public void A_commit_without_the_claimed_file_passes(params string[] commit)
    {
        _repository.Commit("held.txt", "free.txt").Write("held.txt", "new\n").Write("free.txt", "new\n").Git("add", "-A");
        Claim("held.txt");

        Assert.Equal((0, ""), (_repository.TryGit(commit) is var (code, _, error) ? (code, error) : default));
    }

    [Theory]
    [InlineData("mv", "held.txt", "elsewhere.txt")]
    [InlineData("mv", "free.txt", "held/new.txt")]
    [InlineData("rm", "-q", "held.txt")]
    public void Renames_from_and_to_a_claimed_path_and_deletions_are_refused(params string[] change)
    {
        _repository.Commit("held.txt", "free.txt", "held/old.txt").Git(change);
        Claim("held.txt", "held/");

        Assert.Equal(1, _repository.TryGit("commit", "-m", "x").Code);
    }

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("it's \"quoted\".txt")]
    [InlineData("app/[id]/page.tsx")]
    [InlineData("ärger/日本.txt")]
    [InlineData("-rf")]
    public void The_commands_of_a_refusal_work_whatever_the_files_are_called(string name)
    {
        _repository.Commit("a.txt").Write(name).Write($"held {name}").Git("add", "-A");
        Claim($"./held {name}");

        var refused = _repository.TryGit("commit", "-m", "x");
        var command = refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -- ", StringComparison.Ordinal));
        var passed = _repository.Run("sh", ["-ec", command.Replace("commit --", "commit -m mine --", StringComparison.Ordinal)]);

        Assert.Equal((1, 0), (refused.Code, passed.Code));
        Assert.Equal(name + "\0", _repository.Git("show", "--format=", "--name-only", "-z", "HEAD"));
    }

    [Fact]
    public void A_name_with_a_line_break_is_refused_and_its_neighbour_passes()
    {
        _repository.Commit("a.txt").Write("own\n[x]").Write("held\nfile").Git("add", "-A");
        Claim("*file");

        var refused = _repository.TryGit("commit", "-m", "x");
        var command = refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -- ", StringComparison.Ordinal));
        _repository.Run("sh", ["-ec", command.Replace("commit --", "commit -m mine --", StringComparison.Ordinal)]);

        Assert.Contains("\n  held\\nfile\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal("own\n[x]\0", _repository.Git("show", "--format=", "--name-only", "-z", "HEAD"));
    }

    [Fact]
    public void From_a_subfolder_the_command_commits_ones_own_file_too()
    {
        _repository.Commit("src/api/a.txt").Write("own.txt").Write("held.txt").Git("add", "-A");
        Claim("held.txt");

        var refused = _repository.TryGit("-C", "src/api", "commit", "-m", "x");
        var command = refused.Error.Split('\n').Single(line => line.StartsWith("    git commit -- ", StringComparison.Ordinal));
        _repository.Run("sh", ["-ec", command.Replace("commit --", "commit -m mine --", StringComparison.Ordinal)], _repository.Path_("src/api"));

        Assert.Equal("own.txt\n", _repository.Git("show", "--format=", "--name-only", "HEAD"));
    }

    [Fact]
    public void In_the_first_commit_the_claimed_file_can_be_taken_out()
    {
        for (var number = 0; number < 12; number++)
            _repository.Write($"own{number}.txt");
        _repository.Write("held.txt").Git("add", "-A");
        Claim("held.txt");

        var refused = _repository.TryGit("commit", "-m", "x");
        _repository.Run("sh", ["-ec", refused.Error.Split('\n').Single(line => line.StartsWith("    git rm ", StringComparison.Ordinal))]);

        Assert.Equal(1, refused.Code);
        Assert.Equal(0, _repository.TryGit("commit", "-m", "x").Code);
        Assert.True(File.Exists(_repository.Path_("held.txt")));
    }

    [Fact]
    public void In_a_linked_worktree_the_same_claims_hold()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "../linked");
        File.WriteAllText(Path.Combine(_repository.Folder, "linked", "a.txt"), "new\n");
        Claim("a.txt");

        Assert.Equal(1, _repository.TryGit("-C", "../linked", "commit", "-am", "x").Code);
    }

    [Fact]
    public void Finishing_a_merge_carries_the_claimed_file_of_the_other_side_in()
    {
        _repository.Commit("both.txt", "held.txt").Git("switch", "-qc", "side");
        _repository.Write("both.txt", "side\n").Write("held.txt", "side\n").Git("commit", "-q", "--no-verify", "-am", "side");
        _repository.Git("switch", "-q", "main");
        _repository.Write("both.txt", "main\n").Git("commit", "-q", "--no-verify", "-am", "main");
        _repository.TryGit("merge", "side");
        _repository.Write("both.txt", "resolved\n").Git("add", "-A");
        Claim("held.txt");

        Assert.Equal(0, _repository.TryGit("commit", "-m", "x").Code);
    }

    [Fact]
    public void An_override_lets_the_commit_pass_and_says_so()
    {
        _repository.Commit("a.txt").Write("a.txt", "new\n");
        Claim("a.txt");
        _repository.Environment["SIDECAR_OVERRIDE"] = "the build is red";

        var (code, _, error) = _repository.TryGit("commit", "-qam", "x");

        Assert.Equal((0, "sidecar: override by bob, the commit goes ahead although others hold 1 of its 1 file: \"the build is red\"; recorded, and told to ada\n"), (code, error));
    }

    public void Dispose()
    {
        _state.Dispose();
        _repository.Dispose();
    }

    private AgentKey Register(string name, ProcessRef process) => _state.Agents.Register(new Registration
    {
        Name = AgentName.Parse(name),
        Client = "test-client",
        Worktree = _repository.Folders.Worktree,
        ClientProcess = process,
    }).Key;

    private void Claim(params string[] paths)
    {
        var patterns = paths.Select(path => ClaimPattern.Parse(path, _repository.Folders.Worktree)).ToList();
        Assert.IsType<ClaimAnswer.Granted>(_state.Claims.TryClaim(
            _ada, new ClaimRequest(patterns, ClaimMode.Exclusive, "", TimeSpan.FromMinutes(30))));
    }
}
