using Sidecar.Forecasting;
using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;

namespace Sidecar.Tests.Forecasting;

/// <summary>What merging two worktrees would bring in repositories of every kind.</summary>
public sealed class RepositoryKindsTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    private string Other => Path.Combine(_repository.Folder, "other");

    [Fact]
    public void Of_a_repository_that_libgit2_does_not_know_git_is_asked_and_that_is_said()
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);
        _repository.Git("init", "-q", "-b", "main", "--object-format=sha256");
        Meet();

        var (files, problem) = Foreseen(_repository.Top, Other);

        Assert.Equal(["conflict nine.txt: 4 | 4"], files);
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_bare_repository_has_worktrees_too()
    {
        _repository.Write("nine.txt", TwoWorktrees.Lines(9)).Git("add", "-A");
        _repository.Git("commit", "-qm", "first");
        _repository.Git("clone", "-q", "--bare", ".", "../bare.git");
        _repository.Git("-C", "../bare.git", "worktree", "add", "-q", "-b", "one", "../one");
        _repository.Git("-C", "../bare.git", "worktree", "add", "-q", "-b", "two", "../two");
        var (one, two) = (Path.Combine(_repository.Folder, "one"), Path.Combine(_repository.Folder, "two"));
        File.WriteAllText(Path.Combine(one, "nine.txt"), TwoWorktrees.Lines(9, (4, "four")));
        File.WriteAllText(Path.Combine(two, "nine.txt"), TwoWorktrees.Lines(9, (4, "FOUR")));

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen(one, two).Files);
    }

    [Fact]
    public void Before_the_first_commit_nobody_can_tell()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "--detach", Other);
        _repository.Git("-C", Other, "checkout", "-q", "--orphan", "fresh");

        Assert.Equal($"nothing is committed in {Other} yet", Assert.Throws<SidecarException>(() => Foreseen(_repository.Top, Other)).Message);
    }

    [Fact]
    public void Of_histories_that_have_nothing_in_common_nobody_can_tell()
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "--detach", Other);
        _repository.Git("-C", Other, "checkout", "-q", "--orphan", "fresh");
        _repository.Git("-C", Other, "commit", "-qm", "another beginning");

        Assert.Equal(
            "they have no commit in common here, so git would refuse to merge them",
            Assert.Throws<SidecarException>(() => Foreseen(_repository.Top, Other)).Message);
    }

    [Fact]
    public void A_shallow_clone_knows_enough_where_their_common_commit_is_in_it()
    {
        _repository.Write("nine.txt", TwoWorktrees.Lines(9)).Commit("a.txt").Commit("b.txt");
        _repository.Git("clone", "-q", "--depth", "1", $"file://{_repository.Top}", "../shallow");
        var shallow = Path.Combine(_repository.Folder, "shallow");
        _repository.Git("-C", shallow, "worktree", "add", "-q", "-b", "other", Other);
        File.WriteAllText(Path.Combine(shallow, "nine.txt"), TwoWorktrees.Lines(9, (4, "four")));
        File.WriteAllText(Path.Combine(Other, "nine.txt"), TwoWorktrees.Lines(9, (4, "FOUR")));

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen(shallow, Other).Files);
    }

    [Fact]
    public void A_partial_clone_downloads_nothing()
    {
        _repository.Write("far.txt", "a\n").Write("nine.txt", TwoWorktrees.Lines(9)).Commit("a.txt");
        _repository.Git("config", "uploadpack.allowFilter", "true");
        _repository.Git("clone", "-q", "--filter=blob:none", "--no-checkout", $"file://{_repository.Top}", "../partial");
        var partial = Path.Combine(_repository.Folder, "partial");
        _repository.Git("-C", partial, "sparse-checkout", "set", "--no-cone", "/nine.txt");
        _repository.Git("-C", partial, "checkout", "-q", "main");
        _repository.Git("-C", partial, "worktree", "add", "-q", "--no-checkout", "-b", "other", Other);
        _repository.Git("-C", Other, "sparse-checkout", "set", "--no-cone", "/nine.txt");
        _repository.Git("-C", Other, "checkout", "-q", "other");
        File.WriteAllText(Path.Combine(partial, "nine.txt"), TwoWorktrees.Lines(9, (4, "four")));
        File.WriteAllText(Path.Combine(Other, "nine.txt"), TwoWorktrees.Lines(9, (4, "FOUR")));
        var before = Packs();

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen(partial, Other).Files);
        Assert.Equal(before, Packs());

        List<string> Packs() => [.. Directory.EnumerateFiles(Path.Combine(partial, ".git", "objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void What_a_sparse_checkout_leaves_out_is_not_deleted()
    {
        _repository.Commit("in/a.txt", "out/b.txt").Git("worktree", "add", "-q", "-b", "other", Other);
        _repository.Git("sparse-checkout", "set", "in");
        _repository.Write("in/a.txt", "mine\n");
        File.WriteAllText(Path.Combine(Other, "in", "a.txt"), "theirs\n");
        File.WriteAllText(Path.Combine(Other, "out", "b.txt"), "theirs\n");

        Assert.Equal(["conflict in/a.txt: 1 | 1"], Foreseen(_repository.Top, Other).Files);
    }

    [Fact]
    public void A_submodule_that_both_moved_conflicts_without_lines()
    {
        _repository.Commit("a.txt");
        _repository.Git("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},sub");
        _repository.Git("commit", "-qm", "submodule");
        _repository.Git("worktree", "add", "-q", "-b", "other", Other);
        _repository.Git("update-index", "--cacheinfo", $"160000,{new string('2', 40)},sub");
        _repository.Git("commit", "-qm", "mine");
        _repository.Git("-C", Other, "update-index", "--cacheinfo", $"160000,{new string('3', 40)},sub");
        _repository.Git("-C", Other, "commit", "-qm", "theirs");

        Assert.Equal(["conflict sub:  | "], Foreseen(_repository.Top, Other).Files);
    }

    [Fact]
    public void Line_ends_are_converted_as_git_would()
    {
        Meet(TwoWorktrees.Lines(9, (4, "four")).ReplaceLineEndings("\r\n"), TwoWorktrees.Lines(9, (4, "FOUR")));
        _repository.Git("config", "core.autocrlf", "true");
        _repository.Git("config", "core.safecrlf", "true");

        Assert.Equal(["conflict nine.txt: 4 | 4"], Foreseen(_repository.Top, Other).Files);
    }

    [Fact]
    public void A_file_of_fifty_thousand_lines_is_compared_in_full()
    {
        const int lines = 50_000;
        _repository.Write("long.txt", TwoWorktrees.Lines(lines)).Git("add", "-A");
        _repository.Git("commit", "-qm", "long");
        _repository.Git("worktree", "add", "-q", "-b", "other", Other);
        _repository.Write("long.txt", string.Concat(Enumerable.Range(1, lines).Select(line => line % 100 == 0 ? $"mine {line}\n" : $"line {line}\n")));
        File.WriteAllText(Path.Combine(Other, "long.txt"), TwoWorktrees.Lines(lines, (40_000, "theirs")));

        Assert.Equal(["conflict long.txt: 40000 | 40000"], Foreseen(_repository.Top, Other).Files);
    }

    [Fact]
    public void Several_common_commits_are_dealt_with_as_git_does()
    {
        _repository.Write("nine.txt", TwoWorktrees.Lines(9)).Git("add", "-A");
        _repository.Git("commit", "-qm", "first");
        _repository.Git("worktree", "add", "-q", "-b", "other", Other);
        _repository.Write("nine.txt", TwoWorktrees.Lines(9, (1, "one"))).Git("commit", "-qam", "one");
        File.WriteAllText(Path.Combine(Other, "nine.txt"), TwoWorktrees.Lines(9, (9, "nine")));
        _repository.Git("-C", Other, "commit", "-qam", "nine");
        var mine = _repository.Git("rev-parse", "HEAD").Trim();
        _repository.Git("merge", "-q", "--no-edit", "other");
        _repository.Git("-C", Other, "merge", "-q", "--no-edit", mine);
        _repository.Write("nine.txt", TwoWorktrees.Lines(9, (1, "one"), (5, "five"), (9, "nine")));
        File.WriteAllText(Path.Combine(Other, "nine.txt"), TwoWorktrees.Lines(9, (1, "one"), (5, "FIVE"), (9, "nine")));

        Assert.Equal(["conflict nine.txt: 5 | 5"], Foreseen(_repository.Top, Other).Files);
    }

    public void Dispose() => _repository.Dispose();

    private void Meet(string? mine = null, string? theirs = null)
    {
        _repository.Write("nine.txt", TwoWorktrees.Lines(9)).Git("add", "-A");
        _repository.Git("commit", "-qm", "first");
        _repository.Git("worktree", "add", "-q", "-b", "other", Other);
        _repository.Write("nine.txt", mine ?? TwoWorktrees.Lines(9, (4, "four")));
        File.WriteAllText(Path.Combine(Other, "nine.txt"), theirs ?? TwoWorktrees.Lines(9, (4, "FOUR")));
    }

    private (IReadOnlyList<string> Files, string? Problem) Foreseen(string worktree, string other)
    {
        var folders = RepositoryFolders.Find(worktree, _repository.Environment);
        var scratch = new ScratchObjects(folders, Directory.CreateDirectory(Path.Combine(_repository.Folder, "state")).FullName, _repository.Environment);
        scratch.Renew();
        var reader = new StateReader(scratch, Library.Here, TimeProvider.System);
        var merge = new TrialMerge(scratch, Library.Here, ignoreCase: false);
        var (files, _) = merge.Run(reader.Read(folders)!, reader.Read(RepositoryFolders.Find(other, _repository.Environment))!);
        return ([.. files.Select(TwoWorktrees.Said)], merge.LibraryProblem);
    }
}
