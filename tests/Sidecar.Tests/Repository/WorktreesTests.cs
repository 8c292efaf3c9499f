using Sidecar.Repository;

namespace Sidecar.Tests.Repository;

public sealed class WorktreesTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Every_checkout_is_listed_with_its_own_git_directory()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "-b", "odd", "../odd\nname ä");

        var listed = Worktrees.List(_repository.GitProcess);

        var linked = Path.Combine(_repository.Folder, "odd\nname ä");
        var shared = _repository.Path_(".git");
        Assert.Equal(
            [new RepositoryFolders(_repository.Top, shared, shared), new RepositoryFolders(linked, GitDirectory(linked), shared)], listed);
    }

    [Fact]
    public void What_is_checked_out_anywhere_is_told_once_and_before_the_first_commit_it_is_nothing()
    {
        Assert.Empty(Worktrees.Commits(_repository.GitProcess));

        _repository.Commit("a.txt").Git("worktree", "add", "-q", "-b", "same", "../same");
        _repository.Git("worktree", "add", "-q", "--detach", "../gone");
        _repository.Commit("b.txt");
        _repository.Git("worktree", "add", "-q", "-b", "other", "../other");
        Directory.Delete(Path.Combine(_repository.Folder, "gone"), recursive: true);

        Assert.Equal(
            _repository.Git("rev-parse", "main", "same").Split('\n', StringSplitOptions.RemoveEmptyEntries), Worktrees.Commits(_repository.GitProcess));
    }

    [Fact]
    public void A_checkout_that_is_gone_is_left_out()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "../gone");
        _repository.Git("worktree", "add", "-q", "../broken");
        Directory.Delete(Path.Combine(_repository.Folder, "gone"), recursive: true);
        File.Delete(Path.Combine(_repository.Folder, "broken", ".git"));

        Assert.Equal([_repository.Top], Worktrees.Tops(_repository.GitProcess));
    }

    [Fact]
    public void The_shared_folder_of_a_bare_repository_is_no_checkout()
    {
        _repository.Commit("a.txt").Git("clone", "-q", "--bare", ".", "../bare.git");
        _repository.Git("-C", "../bare.git", "worktree", "add", "-q", "../one");

        var listed = Worktrees.List(new GitProcess(Path.Combine(_repository.Folder, "one"), _repository.Environment));

        Assert.Equal([Path.Combine(_repository.Folder, "one")], listed.Select(folders => folders.Worktree));
    }

    [Fact]
    public void The_checkout_of_a_submodule_is_where_its_files_are()
    {
        using var library = new ScratchRepository();
        library.Commit("lib.c");
        _repository.Git("submodule", "--quiet", "add", library.Top, "sub");

        var listed = Worktrees.List(new GitProcess(_repository.Path_("sub"), _repository.Environment));

        var gitDirectory = _repository.Path_(".git/modules/sub");
        Assert.Equal([new RepositoryFolders(_repository.Path_("sub"), gitDirectory, gitDirectory)], listed);
    }

    public void Dispose() => _repository.Dispose();

    private string GitDirectory(string worktree) =>
        _repository.Run("git", ["rev-parse", "--absolute-git-dir"], worktree).Output[..^1];
}
