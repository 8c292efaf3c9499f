using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class RepositoryFoldersTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly string _real;

    public RepositoryFoldersTests() => _real = _repository.Folders.Worktree;

    [Fact]
    public void A_repository_is_found_from_its_top_and_from_below()
    {
        Directory.CreateDirectory(_repository.Path_("a/b"));

        var below = RepositoryFolders.Find(_repository.Path_("a/b"), _repository.Environment);

        Assert.Equal(new RepositoryFolders(_real, Path.Combine(_real, ".git"), Path.Combine(_real, ".git")), below);
        Assert.Equal(below, _repository.Folders);
        Assert.False(below.IsLinkedWorktree);
    }

    [Fact]
    public void A_linked_worktree_shares_the_common_directory()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "../linked");
        var linked = Path.Combine(_repository.Folder, "linked");

        var folders = RepositoryFolders.Find(linked, _repository.Environment);

        Assert.Equal(_repository.Folders.CommonDirectory, folders.CommonDirectory);
        Assert.Equal(Path.Combine(_real, ".git/worktrees/linked"), folders.GitDirectory);
        Assert.True(folders.IsLinkedWorktree);
    }

    [Fact]
    public void A_submodule_is_a_repository_of_its_own()
    {
        using var inner = new ScratchRepository();
        inner.Commit("a.txt");
        _repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Top, "sub");

        var folders = RepositoryFolders.Find(_repository.Path_("sub"), _repository.Environment);

        Assert.Equal(Path.Combine(_real, "sub"), folders.Worktree);
        Assert.Equal(Path.Combine(_real, ".git/modules/sub"), folders.CommonDirectory);
        Assert.False(folders.IsLinkedWorktree);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("commit-in-linked-worktree")]
    public void The_hook_of_a_commit_finds_the_repository_it_was_called_for(string where)
    {
        _repository.Commit("a.txt");
        _repository.Hook("pre-commit", "#!/bin/sh\npwd > \"$HOME/seen\"; env | grep '^GIT_DIR=' >> \"$HOME/seen\"; exit 1\n");
        var worktree = where == "commit" ? _repository.Top : Path.Combine(_repository.Folder, "linked");
        if (worktree != _repository.Top)
            _repository.Git("worktree", "add", "-q", "../linked");
        var expected = RepositoryFolders.Find(worktree, _repository.Environment);
        _repository.TryGit("-C", worktree, "commit", "--allow-empty", "-m", "x");

        var seen = File.ReadAllLines(Path.Combine(_repository.Folder, "seen"));
        foreach (var variable in seen.Skip(1))
            _repository.Environment["GIT_DIR"] = variable["GIT_DIR=".Length..];
        var found = RepositoryFolders.Find(seen[0], _repository.Environment);

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Git_dir_and_work_tree_of_the_environment_count_seen_from_the_directory()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_repository.Folder, "elsewhere")).FullName;
        _repository.Environment["GIT_DIR"] = "../repo/.git";
        _repository.Environment["GIT_WORK_TREE"] = "../repo";

        var folders = RepositoryFolders.Find(elsewhere, _repository.Environment);

        Assert.Equal(new RepositoryFolders(_real, Path.Combine(_real, ".git"), Path.Combine(_real, ".git")), folders);
    }

    [Fact]
    public void A_git_dir_that_is_none_is_named()
    {
        _repository.Environment["GIT_DIR"] = "nowhere";

        var problem = Assert.Throws<SidecarException>(() => _repository.Folders);

        Assert.Equal(ProblemKind.NotSetUp, problem.Kind);
        Assert.StartsWith("GIT_DIR is 'nowhere', and that is no git directory", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbolic_link_to_the_repository_leads_to_its_real_name()
    {
        var link = Path.Combine(_repository.Folder, "link");
        Directory.CreateSymbolicLink(link, "repo");

        var folders = RepositoryFolders.Find(link, _repository.Environment);

        Assert.Equal(_repository.Folders, folders);
    }

    [Fact]
    public void Links_in_a_circle_are_an_error_and_no_endless_loop()
    {
        Directory.CreateSymbolicLink(_repository.Path_("one"), "two");
        Directory.CreateSymbolicLink(_repository.Path_("two"), "one");

        Assert.Throws<IOException>(() => RealPath.Of(_repository.Path_("one/x")));
    }

    [Fact]
    public void A_bare_repository_has_no_files_to_work_on()
    {
        _repository.Git("init", "-q", "--bare", "../bare.git");
        var bare = Path.Combine(_repository.Folder, "bare.git");

        var problem = Assert.Throws<SidecarException>(() => RepositoryFolders.Find(Path.Combine(bare, "refs"), _repository.Environment));

        Assert.Equal(ProblemKind.NotSetUp, problem.Kind);
        Assert.EndsWith("bare.git' is a bare repository: no files to work on here.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inside_the_git_directory_the_way_out_is_shown()
    {
        var problem = Assert.Throws<SidecarException>(
            () => RepositoryFolders.Find(_repository.Path_(".git/hooks"), _repository.Environment));

        Assert.EndsWith(".git' is the git directory itself: no files to work on here.", problem.Message, StringComparison.Ordinal);
        Assert.Equal($"cd {_real}", problem.Next);
    }

    [Fact]
    public void Outside_of_any_repository_it_says_so()
    {
        var problem = Assert.Throws<SidecarException>(() => RepositoryFolders.Find(_repository.Folder, _repository.Environment));

        Assert.Equal(ProblemKind.NotSetUp, problem.Kind);
        Assert.EndsWith("is not inside a git repository.", problem.Message, StringComparison.Ordinal);
        Assert.Equal("go to your repository, or make one here: git init", problem.Next);
    }

    [Theory]
    [InlineData("nonsense", "does not say where the git directory is")]
    [InlineData("gitdir: ../gone", "and no git directory is there.")]
    public void A_broken_pointer_is_not_skipped_for_a_repository_further_up(string pointer, string message)
    {
        _repository.Write("sub/.git", pointer);

        var problem = Assert.Throws<SidecarException>(() => RepositoryFolders.Find(_repository.Path_("sub"), _repository.Environment));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_lies_in_the_common_directory_unless_the_environment_names_another_folder()
    {
        var usual = _repository.Folders.StateFolder(_repository.Environment);
        _repository.Environment["SIDECAR_STATE"] = "other/state";

        Assert.Equal(Path.Combine(_real, ".git/sidecar"), usual);
        Assert.Equal(Path.Combine(_real, "other/state"), _repository.Folders.StateFolder(_repository.Environment));
    }

    public void Dispose() => _repository.Dispose();
}
