using Sidecar.Hooks;

namespace Sidecar.Tests.Hooks;

/// <summary>A stale index puts ada's commit back. The hooks are real; ada committed a.txt, bob commits b.txt.</summary>
public sealed class PhantomRevertTests : IDisposable
{
    private readonly HookedRepository _repository = new();

    public PhantomRevertTests()
    {
        _repository.Scratch.Commit("a.txt", "b.txt", "gone.txt");
        File.Copy(_repository.Scratch.Path_(".git/index"), _repository.Scratch.Path_("../stale"));
        _repository.WithHooks(HookName.PreCommit, HookName.PostCommit, HookName.PostRewrite);
        As("ada");
        _repository.Scratch.Write("a.txt", "ada\n").Write("new.txt").Git("rm", "-q", "gone.txt");
        _repository.Scratch.Git("add", "-A");
        _repository.Scratch.Git("commit", "-qm", "ada's");
        As("bob");
    }

    [Fact]
    public void It_is_warned_of_with_commit_author_and_every_file_changed_made_and_deleted()
    {
        var (code, error) = CommitStale();

        var id = _repository.Scratch.Git("rev-parse", "HEAD^").Trim()[..10];
        Assert.Equal(0, code);
        Assert.StartsWith("sidecar: warning: 3 of its 4 files would be put back to before somebody's commit. The commit goes ahead.\n", error, StringComparison.Ordinal);
        Assert.All(
            ["a.txt", "gone.txt", "new.txt"],
            file => Assert.Contains($"\n  {file}\n    becomes what it was before {id} by ada, ", error, StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_refused_where_that_is_wanted_and_the_command_that_is_shown_passes()
    {
        _repository.Scratch.Git("config", "sidecar.revert", "refuse");

        var (code, error) = CommitStale();
        _repository.Follow(error, "git commit -m 'MESSAGE' -- ");

        Assert.Equal(1, code);
        Assert.Equal("b.txt\n", _repository.Scratch.Git("show", "--format=", "--name-only", "HEAD"));
        Assert.Equal("ada\n", _repository.Scratch.Git("show", "HEAD:a.txt"));
    }

    [Fact]
    public void Switched_off_it_is_silent()
    {
        _repository.Scratch.Git("config", "sidecar.revert", "off");

        Assert.Equal((0, ""), CommitStale());
    }

    [Fact]
    public void Whoever_made_the_commit_may_take_it_back()
    {
        As("ada");

        Assert.Equal((0, ""), CommitStale());
    }

    [Fact]
    public void Of_a_commit_that_is_not_in_the_branch_nothing_is_put_back()
    {
        _repository.Scratch.Git("reset", "-q", "--hard", "HEAD^");
        _repository.Scratch.Write("a.txt", "bob\n").Git("commit", "-q", "--no-verify", "-am", "bob's");

        Assert.Equal((0, ""), CommitStale());
    }

    [Theory]
    [InlineData("revert --no-edit HEAD")]
    [InlineData("revert --no-commit HEAD")]
    public void A_revert_that_was_asked_for_is_none(string revert)
    {
        _repository.Scratch.Git(revert.Split(' '));

        var (code, _, error) = _repository.Scratch.TryGit("commit", "-q", "--allow-empty", "-m", "as asked");

        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void A_rebase_leaves_the_commit_with_whoever_made_it()
    {
        _repository.Scratch.Git("switch", "-qc", "side", "HEAD^");
        _repository.Scratch.Write("other.txt").Git("add", "-A");
        _repository.Scratch.Git("commit", "-q", "--no-verify", "-m", "base");
        _repository.Scratch.Git("rebase", "-q", "side", "main");
        _repository.Scratch.Git("rm", "-q", "new.txt");

        var (_, _, error) = _repository.Scratch.TryGit("commit", "-qm", "x");

        Assert.Contains("\n  new.txt\n    becomes what it was before ", error, StringComparison.Ordinal);
        Assert.Contains(" by ada, ", error, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private void As(string name) => _repository.Scratch.Environment["SIDECAR_AGENT"] = name;

    private (int Code, string Error) CommitStale()
    {
        _repository.Scratch.Write("b.txt", "bob\n");
        _repository.Scratch.Environment["GIT_INDEX_FILE"] = Path.GetFullPath(_repository.Scratch.Path_("../stale"));
        _repository.Scratch.Git("add", "b.txt");
        var (code, _, error) = _repository.Scratch.TryGit("commit", "-qm", "stale");
        _repository.Scratch.Environment.Remove("GIT_INDEX_FILE");
        return (code, error);
    }
}
