using System.Runtime.InteropServices;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Setup.GitHooks;
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
        _repository.Hook("pre-commit", HookBlock.For("pre-commit", program).WholeFile);
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
        _repository.Commit("a.txt").Write($"own {name}").Write(name).Git("add", "-A");
        Claim($"./{name}");

        var refused = _repository.TryGit("commit", "-m", "x");
        Follow(refused.Error, "git commit -m 'MESSAGE' -- ");

        Assert.Equal(1, refused.Code);
        Assert.Equal($"own {name}\0", _repository.Git("show", "--format=", "--name-only", "-z", "HEAD"));
        Assert.True(File.Exists(_repository.Path_(name)));
    }

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("it's \"quoted\".txt")]
    [InlineData("app/[id]/page.tsx")]
    [InlineData("-rf")]
    public void What_is_staged_in_parts_is_kept_so_whatever_the_files_of_others_are_called(string name)
    {
        _repository.Commit("a.txt").Write("own.txt").Write(name).Git("add", "-A");
        _repository.Write("own.txt", "not yet\n");
        Claim($"./{name}");

        Follow(_repository.TryGit("commit", "-m", "x").Error, "git restore --staged -- ");
        _repository.Git("commit", "-q", "-m", "mine");

        Assert.Equal("text\n", _repository.Git("show", "HEAD:own.txt"));
        Assert.Equal("own.txt\n", _repository.Git("show", "--format=", "--name-only", "HEAD"));
        Assert.True(File.Exists(_repository.Path_(name)));
    }

    [Fact]
    public void A_file_taken_out_of_the_index_and_kept_is_not_named_for_a_commit_of_the_worktree()
    {
        _repository.Commit("own.txt", "held.txt").Write("held.txt", "new\n").Git("rm", "-q", "--cached", "own.txt");
        _repository.Git("add", "held.txt");
        Claim("held.txt");

        Follow(_repository.TryGit("commit", "-m", "x").Error, "git restore --staged -- ");
        _repository.Git("commit", "-q", "-m", "mine");

        Assert.Equal("D\town.txt\n", _repository.Git("show", "--format=", "--name-status", "HEAD"));
    }

    [Fact]
    public void Deletions_and_renames_of_ones_own_are_committed_by_the_command()
    {
        _repository.Commit("old.txt", "gone.txt", "held.txt").Git("mv", "old.txt", "new.txt");
        _repository.Git("rm", "-q", "gone.txt");
        _repository.Write("held.txt", "new\n").Git("add", "held.txt");
        Claim("held.txt");

        Follow(_repository.TryGit("commit", "-m", "x").Error, "git commit -m 'MESSAGE' -- ");

        Assert.Equal(
            "D\tgone.txt\nA\tnew.txt\nD\told.txt\n", _repository.Git("show", "--format=", "--name-status", "--no-renames", "HEAD"));
    }

    [Fact]
    public void Chosen_lines_stay_chosen_when_the_files_of_others_are_taken_out()
    {
        _repository.Commit("own.txt", "held.txt").Write("own.txt", "staged\n").Write("held.txt", "new\n").Git("add", "-A");
        _repository.Write("own.txt", "staged\nnot yet\n");
        Claim("held.txt");

        Follow(_repository.TryGit("commit", "-m", "x").Error, "git restore --staged -- ");
        _repository.Git("commit", "-q", "-m", "mine");

        Assert.Equal("staged\n", _repository.Git("show", "HEAD:own.txt"));
        Assert.Equal("held.txt\n", _repository.Git("show", "HEAD:held.txt"));
    }

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("app/[id]/page.tsx")]
    [InlineData("own\n[x]")]
    public void A_commit_from_the_worktree_can_be_cut_to_ones_own_files(string name)
    {
        _repository.Commit(name, "held\nfile").Write(name, "new\n").Write("held\nfile", "new\n");
        Claim("*file");

        var refused = _repository.TryGit("commit", "-am", "x");
        Follow(refused.Error, "git commit -m 'MESSAGE' -- ");

        Assert.Contains("\n  held\\nfile\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(name + "\0", _repository.Git("show", "--format=", "--name-only", "-z", "HEAD"));
    }

    [Fact]
    public void From_a_subfolder_the_command_means_the_same_file()
    {
        _repository.Commit("src/api/a.txt").Write("own.txt").Write("held.txt").Git("add", "-A");
        Claim("held.txt");

        var refused = _repository.TryGit("-C", "src/api", "commit", "-m", "x");
        Follow(refused.Error, "git commit -m 'MESSAGE' -- ", _repository.Path_("src/api"));

        Assert.Equal("own.txt\n", _repository.Git("show", "--format=", "--name-only", "HEAD"));
    }

    [Fact]
    public void In_the_first_commit_a_claimed_file_can_be_taken_out_even_if_it_changed_since()
    {
        _repository.Write("own.txt").Write("held.txt").Git("add", "-A");
        _repository.Write("held.txt", "changed since\n").Write("own.txt", "changed since\n");
        Claim("held.txt");

        var refused = _repository.TryGit("commit", "-m", "x");
        Follow(refused.Error, "git rm -q --cached -f -- ");

        Assert.Equal(1, refused.Code);
        Assert.Equal(0, _repository.TryGit("commit", "-m", "x").Code);
        Assert.Equal("changed since\n", File.ReadAllText(_repository.Path_("held.txt")));
    }

    [Fact]
    public void In_the_first_commit_ones_own_files_can_be_named()
    {
        _repository.Write("own.txt").Write("held.txt").Git("add", "-A");
        Claim("held.txt");

        Follow(_repository.TryGit("commit", "-m", "x").Error, "git commit -m 'MESSAGE' -- ");

        Assert.Equal("own.txt\n", _repository.Git("show", "--format=", "--name-only", "HEAD"));
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

    /// <summary>Runs the command of a refusal that begins so, as it stands.</summary>
    private void Follow(string refusal, string start, string? directory = null)
    {
        var command = refusal.Split('\n').Single(line => line.StartsWith($"    {start}", StringComparison.Ordinal));
        var ran = _repository.Run("sh", ["-ec", command], directory);
        Assert.True(ran.Code == 0, ran.Error);
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
