using Sidecar.Operations;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Operations;

public sealed class CommitStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    [Fact]
    public void A_commit_ends_the_work_in_it_and_tells_its_other_authors()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Write("bob", "b.cs");

        Commit("c1", "bob");

        Assert.Empty(_crowd.Work());
        Assert.Equal(["bob committed a.cs with changes of yours, in c1; the guard did not stop it."], _crowd.Told("ada"));
        Assert.Empty(_crowd.Told("bob"));
        var happening = Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "commit.swept");
        Assert.Equal(("bob", "a.cs", "c1: work of ada"), (happening.Who, happening.Subject, happening.Detail));
    }

    [Fact]
    public void Of_released_work_and_where_nobody_wants_to_know_nobody_is_told()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Release("ada", "a.cs");
        Commit("c1", "bob");
        _crowd.Write("ada", "a.cs", "more");
        Commit("c2", "bob", tells: false);

        Assert.Empty(_crowd.Told("ada"));
    }

    [Fact]
    public void An_override_speaks_for_its_own_commit_only()
    {
        _crowd.Write("ada", "a.cs");
        Override("bob");
        Commit("c1", "bob");
        Assert.Empty(_crowd.Told("ada"));

        _crowd.Time.Advance(TimeSpan.FromMinutes(1));
        _crowd.Write("ada", "b.cs");
        Commit("c2", "bob");

        Assert.Single(_crowd.Told("ada"));
    }

    [Theory]
    [InlineData("cy", 0)]
    [InlineData("bob", 31)]
    public void Somebody_elses_override_or_an_old_one_speaks_for_nothing(string who, int minutes)
    {
        _crowd.Write("ada", "a.cs");
        Override(who);
        _crowd.Time.Advance(TimeSpan.FromMinutes(minutes));
        Commit("c1", "bob");

        Assert.Single(_crowd.Told("ada"));
    }

    [Fact]
    public void Only_a_commit_of_another_that_the_content_goes_behind_is_found()
    {
        Commit("ada1", "ada", new CommittedFile(Changed.Path("a.cs"), "one", "two"));
        Commit("bob1", "bob", new CommittedFile(Changed.Path("b.cs"), "one", "two"));

        Assert.Equal(["ada1"], Before("a.cs", "one", "bob"));
        Assert.Empty(Before("a.cs", "one", "ada"));
        Assert.Empty(Before("a.cs", "two", "bob"));
        Assert.Empty(Before("a.cs", null, "bob"));
        Assert.Empty(Before("b.cs", "one", "bob"));
    }

    [Fact]
    public void Creations_and_deletions_are_gone_behind_too()
    {
        Commit("ada1", "ada", new CommittedFile(Changed.Path("new.cs"), null, "one"), new CommittedFile(Changed.Path("gone.cs"), "one", null));

        Assert.Equal(["ada1"], Before("new.cs", null, "bob"));
        Assert.Equal(["ada1"], Before("gone.cs", "one", "bob"));
        Assert.Empty(Before("gone.cs", null, "bob"));
    }

    [Theory]
    [InlineData("ada", "bob", true)]
    [InlineData("zoe", "bob", true)]
    [InlineData("bob", "bob", false)]
    public void Others_are_whoever_else_has_committed(string author, string committer, bool hasOthers)
    {
        Commit("c1", author);

        Assert.Equal(hasOthers, _crowd.State.Commits.HasOthers(committer));
    }

    [Fact]
    public void What_a_rebase_made_anew_is_by_whoever_made_it_first()
    {
        Commit("old", "ada", new CommittedFile(Changed.Path("a.cs"), "one", "two"));
        Commit("new", "bob", new CommittedFile(Changed.Path("a.cs"), "zero", "two"));

        _crowd.State.Commits.Replace([("old", "new"), ("unknown", "new"), ("old", "nowhere")]);

        Assert.Equal(["new"], Before("a.cs", "zero", "bob"));
    }

    [Fact]
    public void Of_a_large_commit_the_first_files_are_remembered_and_of_an_old_one_none()
    {
        Commit("c1", "ada", [.. Enumerable.Range(0, 2001).Select(number => new CommittedFile(Changed.Path($"{number:0000}.cs"), "one", "two"))]);
        Assert.Equal(["c1"], Before("1999.cs", "one", "bob"));
        Assert.Empty(Before("2000.cs", "one", "bob"));

        _crowd.Time.Advance(Sidecar.Touches.TouchStore.MaxAge + TimeSpan.FromMinutes(1));
        _crowd.State.Touches.Prune();
        Assert.Empty(Before("1999.cs", "one", "bob"));
    }

    public void Dispose() => _crowd.Dispose();

    private List<string> Before(string path, string? blob, string committer) =>
        [.. _crowd.State.Commits.Before(new CommittedFile(Changed.Path(path), "now", blob), committer).Select(commit => commit.Id)];

    private void Override(string who) => _crowd.State.Database.Write(db => EventLog.Add(
        db, new Happening(_crowd.Time.GetUtcNow(), "commit.overridden", who, "a.cs", "why")));

    private void Commit(string id, string who, params CommittedFile[] files) => Commit(id, who, tells: true, files);

    private void Commit(string id, string who, bool tells, params CommittedFile[] files) => _crowd.State.Commits.Record(
        new RecordedCommit
        {
            Id = id,
            At = _crowd.Time.GetUtcNow(),
            Worktree = Changed.Worktree,
            Who = who,
            AgentId = _crowd.Join(who).Agent.Id,
            Files = files,
        },
        _crowd.State.Work.Open(),
        tells);
}
