using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class StagedFilesTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_plain_commit_takes_what_is_staged_and_nothing_else()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "a.txt");

        Assert.Equal(["a.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void A_commit_of_everything_takes_what_is_not_staged_too()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "a.txt");

        Assert.Equal(["a.txt", "b.txt"], SeenByHook("commit", "-a", "-m", "x"));
    }

    [Fact]
    public void A_commit_of_a_path_takes_this_path_and_not_what_is_staged()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "a.txt");

        Assert.Equal(["b.txt"], SeenByHook("commit", "-m", "x", "--", "b.txt"));
    }

    [Fact]
    public void An_amended_commit_takes_what_is_new_in_it()
    {
        _repository.Commit("a.txt").Commit("b.txt").Write("c.txt").Git("add", "c.txt");

        Assert.Equal(["c.txt"], SeenByHook("commit", "--amend", "-m", "x"));
    }

    [Fact]
    public void Both_sides_of_a_rename_and_deletions_and_changed_types_count()
    {
        _repository.Commit("old.txt", "gone.txt", "link.txt");
        _repository.Git("mv", "old.txt", "new.txt");
        _repository.Git("rm", "-q", "gone.txt");
        File.Delete(_repository.Path_("link.txt"));
        File.CreateSymbolicLink(_repository.Path_("link.txt"), "new.txt");
        _repository.Git("add", "link.txt");

        Assert.Equal(["gone.txt", "link.txt", "new.txt", "old.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void Names_come_through_as_they_are()
    {
        string[] names = ["-rf", "a b.txt", "a\nb.txt", "app/[id]/page.tsx", "it's \"quoted\".txt", "tab\t.txt", "ärger/日本.txt", "\ufeffmark.txt"];
        _repository.Commit("a.txt");
        foreach (var name in names)
            _repository.Write(name);
        _repository.Git("add", "-A");

        var seen = SeenByHook("commit", "-m", "x");

        Assert.Equal(names.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_commit_has_paths_too()
    {
        _repository.Write("a.txt").Git("add", "a.txt");

        Assert.Equal(["a.txt"], SeenByHook("commit", "-m", "x"));
        Assert.True(StagedFiles.IsFirstCommit(_repository.GitProcess));
    }

    [Theory]
    [InlineData("diff.orderFile", "no-such-file")]
    [InlineData("diff.relative", "true")]
    [InlineData("diff.external", "false")]
    [InlineData("diff.noprefix", "true")]
    [InlineData("diff.renames", "copies")]
    [InlineData("diff.ignoreSubmodules", "all")]
    [InlineData("color.ui", "always")]
    [InlineData("core.quotePath", "true")]
    public void Configuration_cannot_change_the_answer(string key, string value)
    {
        _repository.Commit("sub/ä.txt");
        _repository.Git("config", key, value);
        _repository.Git("mv", "sub/ä.txt", "sub/ö.txt");

        Assert.Equal(["sub/ä.txt", "sub/ö.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void Finishing_a_merge_takes_only_what_differs_from_both_sides()
    {
        Diverge();
        _repository.TryGit("merge", "side");
        _repository.Write("both.txt", "resolved\n").Git("add", "-A");

        Assert.Equal(["both.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void Finishing_a_cherry_pick_takes_only_what_the_picked_commit_does_not_have()
    {
        Diverge();
        _repository.TryGit("cherry-pick", "side");
        _repository.Write("both.txt", "resolved\n").Git("add", "-A");

        Assert.Equal(["both.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void Finishing_a_revert_takes_only_what_was_not_so_before_the_reverted_commit()
    {
        _repository.Commit("both.txt", "theirs.txt").Write("theirs.txt", "2\n").Write("both.txt", "2\n").Git("commit", "-qam", "2");
        _repository.Write("both.txt", "3\n").Git("commit", "-qam", "3");
        _repository.TryGit("revert", "HEAD^");
        _repository.Write("both.txt", "resolved\n").Git("add", "-A");

        Assert.Equal(["both.txt"], SeenByHook("commit", "-m", "x"));
    }

    [Fact]
    public void A_rebase_that_waits_for_somebody_is_noticed()
    {
        Diverge();
        var before = OngoingOperation.Read(_repository.Folders).IsRebasing;
        _repository.TryGit("rebase", "side");

        Assert.False(before);
        Assert.True(OngoingOperation.Read(_repository.Folders).IsRebasing);
    }

    [Fact]
    public void A_broken_index_is_no_empty_commit()
    {
        _repository.Commit("a.txt").Write(".git/index", "broken");

        var problem = Assert.Throws<SidecarException>(() => StagedFiles.Read(_repository.GitProcess, OngoingOperation.Read(_repository.Folders)));

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.StartsWith("git could not list the files of this commit: ", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private void Diverge()
    {
        _repository.Commit("both.txt", "ours.txt", "theirs.txt").Git("switch", "-qc", "side");
        _repository.Write("theirs.txt", "side\n").Write("both.txt", "side\n").Git("commit", "-qam", "side");
        _repository.Git("switch", "-q", "main");
        _repository.Write("ours.txt", "main\n").Write("both.txt", "main\n").Git("commit", "-qam", "main");
    }

    // The hook keeps the index of the very commit, which git takes away when it ends.
    private List<string> SeenByHook(params string[] commit)
    {
        _repository.Hook("pre-commit", "#!/bin/sh\ncp \"$GIT_INDEX_FILE\" \"$HOME/seen\"\nexit 1\n");
        var (code, _, error) = _repository.TryGit(commit);
        Assert.True(code == 1, error);
        var environment = new Dictionary<string, string>(_repository.Environment, StringComparer.Ordinal)
        {
            ["GIT_INDEX_FILE"] = Path.Combine(_repository.Folder, "seen"),
        };
        return StagedFiles.Read(new GitProcess(_repository.Top, environment), OngoingOperation.Read(_repository.Folders)).Select(file => file.Path.ToString()).ToList();
    }
}
