using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Operations;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Work;

public sealed class WorkStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    [Fact]
    public void Work_is_a_claim_that_does_not_run_out()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Time.Advance(TimeSpan.FromDays(20));

        var refused = Assert.IsType<ClaimAnswer.Refused>(_crowd.Claim("bob", "a.cs"));

        Assert.Equal(ClaimSource.Observed, Assert.Single(refused.Conflicts).Held.Source);
        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("ada", "a.cs"));
    }

    [Fact]
    public void Work_in_another_worktree_refuses_a_claim_too()
    {
        _crowd.Write("ada", "a.cs", worktree: "/other");

        Assert.IsType<ClaimAnswer.Refused>(_crowd.Claim("bob", "*.cs"));
    }

    [Fact]
    public void The_claim_ends_when_the_file_is_clean_again()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.State.Work.EndClean([(_crowd.State.Work.Open()[0], null)]);

        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("bob", "a.cs"));
    }

    [Fact]
    public void Whoever_undid_anothers_work_is_named_to_its_author()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.State.Work.EndClean([(_crowd.State.Work.Open()[0], _crowd.Join("bob").Agent)]);

        Assert.Equal(["bob undid or removed your uncommitted changes of a.cs."], _crowd.Told("ada"));
        Assert.Empty(_crowd.Told("bob"));
    }

    [Fact]
    public void Of_what_gits_own_hook_told_already_nobody_is_told_again()
    {
        _crowd.Write("ada", "a.cs");
        var work = _crowd.State.Work.Open();
        var bob = _crowd.Join("bob").Agent;
        _crowd.State.Operations.Record(
            new Operation { At = _crowd.Time.GetUtcNow(), Worktree = Changed.Worktree, Who = "bob", AgentId = bob.Id, Command = "reset --hard" },
            [new Overwritten(work[0], null)]);

        _crowd.State.Work.EndClean([(work[0], bob)]);

        Assert.Equal(["bob ran `git reset --hard` in /repository: 1 of your uncommitted files changed: a.cs."], _crowd.Told("ada"));
        Assert.Empty(_crowd.State.Work.Unexplained(Changed.Worktree, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void What_ended_unexplained_is_remembered_for_a_moment()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.State.Work.EndClean([(_crowd.State.Work.Open()[0], null)]);

        Assert.True(Assert.Single(_crowd.State.Work.Unexplained(Changed.Worktree, TimeSpan.FromSeconds(10))).HasEnded);
        _crowd.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Empty(_crowd.State.Work.Unexplained(Changed.Worktree, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Work_of_the_dead_is_an_orphan_and_claims_nothing()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Kill("ada");

        Assert.Equal(["ada: a.cs"], _crowd.Work(work => work.IsOrphaned && !work.IsHeld));
        Assert.IsType<ClaimAnswer.Granted>(_crowd.Claim("bob", "a.cs"));
        Assert.Equal(["ada: a.cs"], _crowd.Work(work => work.IsOrphaned));
    }

    [Fact]
    public void Whoever_comes_back_under_a_name_goes_on_with_its_work()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Kill("ada");

        var (again, _) = _crowd.State.Agents.Register(
            _crowd.Registration(_crowd.Processes.Start()) with { Name = AgentName.Parse("ada") });

        Assert.Equal(again.Id, Assert.Single(_crowd.State.Work.Open(), work => work.IsHeld).Author!.Id);
    }

    [Fact]
    public void Whoever_takes_the_name_of_the_dead_later_goes_on_with_the_work_as_with_the_mail()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Kill("ada");

        _crowd.State.Agents.Describe(_crowd.Agent("bob"), AgentName.Parse("ada"), null, null, null);

        Assert.Equal(_crowd.Join("bob").Agent.Id, Assert.Single(_crowd.State.Work.Open(), work => work.IsHeld).Author!.Id);
    }

    [Fact]
    public void Work_is_handed_over_and_its_heir_told()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Agent("bob");

        _crowd.State.Claims.Release(_crowd.Agent("ada"), Crowd.Patterns("a.cs"), to: AgentName.Parse("bob"));

        Assert.Equal(["bob: a.cs"], _crowd.InForce());
        Assert.Equal(["ada handed you its uncommitted changes of a.cs."], _crowd.Told("bob"));
    }

    [Fact]
    public void A_person_can_release_anothers_work_and_the_author_is_told()
    {
        _crowd.Write("ada", "a.cs");

        _crowd.State.Claims.Release(_crowd.Human, Crowd.Patterns("a.cs"), force: true);

        Assert.Empty(_crowd.InForce());
        Assert.Equal(["Your uncommitted changes of a.cs bar nobody now: they were released by human."], _crowd.Told("ada"));
        Assert.Equal(["ada: a.cs"], _crowd.Work(work => work.IsReleased));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(600, false)]
    [InlineData(1, true)]
    public void Work_is_found_by_its_files_however_many_are_asked_for(int others, bool ignoreCase)
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Write("ada", "b.cs");
        _crowd.Write("ada", "a.cs", worktree: "/other");
        var paths = Enumerable.Range(0, others).Select(number => Changed.Path($"{number}.cs")).Append(Changed.Path(ignoreCase ? "A.cs" : "a.cs"));

        var found = _crowd.State.Work.On(Changed.Worktree, [.. paths], ignoreCase);

        Assert.Equal(("a.cs", Changed.Worktree), (Assert.Single(found).Path.ToString(), found[0].Worktree));
    }

    [Fact]
    public void Whether_others_have_work_counts_nobody_and_not_oneself()
    {
        var ada = _crowd.Join("ada").Agent.Id;
        _crowd.Write("ada", "a.cs");

        Assert.False(_crowd.State.Work.HasOthers(Changed.Worktree, ada));
        Assert.True(_crowd.State.Work.HasOthers(Changed.Worktree, null));
        Assert.False(_crowd.State.Work.HasOthers("/other", null));
        _crowd.Write(null, "b.cs");
        Assert.True(_crowd.State.Work.HasOthers(Changed.Worktree, ada));
    }

    public void Dispose() => _crowd.Dispose();
}
