using Sidecar.Repository;
using Sidecar.Tests.LibGit2;
using Sidecar.Tests.Repository;
using Sidecar.Watching;

namespace Sidecar.Tests.Watching;

public sealed class HeadsTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public static TheoryData<string> Engines() => Library.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_branch_has_its_name_and_its_commit(string engine)
    {
        _repository.Commit("a.txt").Git("switch", "-qc", "feature/ä");
        _repository.Commit("b.txt");

        Assert.Equal(new Head("feature/ä", Commit("HEAD")), Read(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Before_the_first_commit_there_is_a_branch_and_no_commit(string engine) => Assert.Equal(new Head("main", null), Read(engine));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_detached_head_has_a_commit_and_no_branch(string engine)
    {
        _repository.Commit("a.txt").Commit("b.txt").Git("checkout", "-q", "--detach", "HEAD^");

        Assert.Equal(new Head(null, Commit("main^")), Read(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Each_worktree_has_its_own(string engine)
    {
        _repository.Commit("a.txt").Git("worktree", "add", "-q", "-b", "side", "../linked");
        _repository.Commit("b.txt");

        Assert.Equal(new Head("side", Commit("main^")), Read(engine, Path.Combine(_repository.Folder, "linked")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void It_is_read_anew_each_time_packed_or_not(string engine)
    {
        _repository.Commit("a.txt");
        var heads = new Heads(_repository.GitProcess, Library.For(engine));
        var first = heads.Read();
        _repository.Commit("b.txt").Git("pack-refs", "--all");

        Assert.Equal((Commit("main^"), Commit("main")), (first.Commit, heads.Read().Commit));
    }

    [Fact]
    public void A_repository_that_libgit2_does_not_know_is_asked_of_git()
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);
        _repository.Git("init", "-q", "-b", "main", "--object-format=sha256");
        _repository.Commit("a.txt");

        var head = new Heads(_repository.GitProcess, Library.Here).Read();

        Assert.Equal(new Head("main", Commit("HEAD")), head);
        Assert.Equal(64, head.Commit!.Length);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_repository_that_is_gone_is_told_as_such(string engine)
    {
        Directory.Delete(_repository.Path_(".git"), recursive: true);

        Assert.Equal(ProblemKind.CannotTell, Assert.Throws<SidecarException>(() => Read(engine)).Kind);
    }

    public void Dispose() => _repository.Dispose();

    private Head Read(string engine, string? worktree = null) =>
        new Heads(new GitProcess(worktree ?? _repository.Top, _repository.Environment), Library.For(engine)).Read();

    private string Commit(string name) => _repository.Git("rev-parse", name).Trim();
}
