using Sidecar.Tests.World;
using Sidecar.Touches;

namespace Sidecar.Tests.Touches;

public sealed class TouchStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    [Fact]
    public void A_rescan_of_the_same_content_is_no_new_touch()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Time.Advance(TimeSpan.FromHours(1));
        _crowd.Write(null, "a.cs", "one");

        Assert.Equal(["ada: a.cs (process)"], _crowd.Touches());
        Assert.Equal(["ada: a.cs"], _crowd.Work());
    }

    [Theory]
    [InlineData(Evidence.Unknown, Evidence.Reported)]
    [InlineData(Evidence.Reported, Evidence.Unknown)]
    [InlineData(Evidence.Reported, Evidence.Claim)]
    public void A_report_before_or_after_the_watcher_makes_one_touch(Evidence first, Evidence second)
    {
        _crowd.Write(first is Evidence.Reported ? "ada" : Other(first), "a.cs", "one", first);
        _crowd.Time.Advance(TimeSpan.FromSeconds(4));
        _crowd.Write(second is Evidence.Reported ? "ada" : Other(second), "a.cs", "one", second);

        Assert.Equal(["ada: a.cs (reported)"], _crowd.Touches());
        Assert.Equal(["ada: a.cs"], _crowd.Work());
    }

    [Fact]
    public void The_process_that_wrote_is_not_outdone_by_another_agents_report_of_a_moment_before()
    {
        _crowd.Write("bob", "a.cs", "one", Evidence.Process);
        _crowd.Write("ada", "a.cs", "one", Evidence.Reported);

        Assert.Equal(["bob: a.cs (process)"], _crowd.Touches());
    }

    [Theory]
    [InlineData("stash -u", "one", "ada: a.cs")]
    [InlineData("rebase --autostash", "one", "ada: a.cs")]
    [InlineData("stash -u", "other", "bob: a.cs")]
    [InlineData("reset --hard", "one", "bob: a.cs")]
    public void What_a_stash_took_away_and_gave_back_is_its_authors_still(string command, string content, string work)
    {
        _crowd.Write("ada", "a.cs", "one");
        var operation = new Sidecar.Operations.Operation
        {
            At = _crowd.Time.GetUtcNow(),
            Worktree = Changed.Worktree,
            Who = "bob",
            AgentId = _crowd.Join("bob").Agent.Id,
            Command = command,
        };
        _crowd.State.Operations.Record(operation, [new(_crowd.State.Work.Open()[0], Left: null)]);
        _crowd.Time.Advance(TimeSpan.FromSeconds(30));

        _crowd.Write("bob", "a.cs", content);

        Assert.Equal([work], _crowd.Work());
    }

    [Fact]
    public void Better_evidence_that_comes_too_late_is_about_something_else()
    {
        _crowd.Write("ada", "a.cs", "one", Evidence.Sole);
        _crowd.Time.Advance(TimeSpan.FromSeconds(6));
        _crowd.Write("bob", "a.cs", "one", Evidence.Reported);

        Assert.Equal(["ada: a.cs (sole)"], _crowd.Touches());
    }

    [Fact]
    public void Better_evidence_for_the_same_author_does_not_begin_its_work_anew()
    {
        var began = _crowd.Time.GetUtcNow();
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Time.Advance(TimeSpan.FromHours(1));
        _crowd.Write("ada", "a.cs", "two", Evidence.Claim);
        _crowd.Write("ada", "a.cs", "two", Evidence.Reported);

        var work = Assert.Single(_crowd.State.Work.Open());
        Assert.Equal((began, began.AddHours(1), Evidence.Reported), (work.Since, work.At, work.Evidence));
    }

    [Fact]
    public void Who_was_taken_for_the_author_of_a_later_write_keeps_the_earlier_work()
    {
        _crowd.Write("ada", "a.cs", "one", Evidence.Reported);
        _crowd.Time.Advance(TimeSpan.FromHours(1));
        _crowd.Write("ada", "a.cs", "two", Evidence.Claim);
        _crowd.Write("bob", "a.cs", "two", Evidence.Reported);

        Assert.Equal(["bob: a.cs (reported)", "ada: a.cs (reported)"], _crowd.Touches());
        Assert.Equal(["ada: a.cs", "bob: a.cs"], _crowd.Work());
    }

    [Fact]
    public void Two_live_agents_on_one_file_are_both_told_and_once()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Write("bob", "a.cs", "two");
        _crowd.Write("ada", "a.cs", "three");
        _crowd.Write("bob", "a.cs", "four");

        Assert.Equal(
            "You and bob are both changing a.cs: bob writes there too, and neither has committed. Agree who goes on before one of you loses work.",
            Assert.Single(_crowd.Told("ada")));
        Assert.Equal(
            "You and ada are both changing a.cs: ada writes there too, and neither has committed. Agree who goes on before one of you loses work.",
            Assert.Single(_crowd.Told("bob")));
    }

    [Fact]
    public void Many_files_in_one_batch_are_one_message()
    {
        _crowd.State.Touches.Record(Changed.Worktree, [_crowd.Change("ada", "a.cs", "one"), _crowd.Change("ada", "b.cs", "one")]);
        _crowd.State.Touches.Record(Changed.Worktree, [_crowd.Change("bob", "a.cs", "two"), _crowd.Change("bob", "b.cs", "two")]);

        Assert.Contains("both changing a.cs, b.cs: ", Assert.Single(_crowd.Told("ada")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_worktrees_are_named()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Write("bob", "a.cs", worktree: "/other");

        Assert.Contains("bob writes there too, in its own worktree /other. For your information", Assert.Single(_crowd.Told("ada")), StringComparison.Ordinal);
        Assert.Contains("ada writes there too, in its own worktree /repository. For your information", Assert.Single(_crowd.Told("bob")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_meet_also_where_the_second_is_known_only_later()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Write(null, "a.cs", "two");
        Assert.Empty(_crowd.Told("ada"));

        _crowd.Write("bob", "a.cs", "two", Evidence.Reported);

        Assert.Single(_crowd.Told("ada"));
        Assert.Single(_crowd.Told("bob"));
    }

    [Fact]
    public void The_dead_meet_nobody()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Kill("ada");
        _crowd.Write("bob", "a.cs", "two");

        Assert.Empty(_crowd.Told("bob"));
    }

    [Fact]
    public void Released_work_comes_back_by_a_new_write_only_and_meets_who_came_meanwhile()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Release("ada", "a.cs");
        _crowd.Write("ada", "a.cs", "one", Evidence.Reported);
        Assert.Empty(_crowd.InForce());

        _crowd.Write("bob", "a.cs", "two");
        Assert.Empty(_crowd.Told("bob"));

        _crowd.Write("ada", "a.cs", "three");
        Assert.Equal(["ada: a.cs", "bob: a.cs"], _crowd.InForce());
        Assert.Single(_crowd.Told("bob"));
    }

    [Fact]
    public void A_deletion_and_what_is_written_there_again_are_touches_of_their_own()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.State.Touches.Record(
            Changed.Worktree, [_crowd.Change("ada", "a.cs", "") with { Kind = TouchKind.Deleted, State = FileState.Gone }]);
        _crowd.Write("ada", "a.cs", "one");

        Assert.Equal(
            [TouchKind.Changed, TouchKind.Deleted, TouchKind.Changed],
            _crowd.State.Touches.Read(new TouchQuery()).Select(touch => touch.Kind));
    }

    [Fact]
    public void What_is_old_is_dropped_and_what_is_unfinished_kept()
    {
        _crowd.Write("ada", "old.cs");
        _crowd.Write("ada", "done.cs");
        _crowd.State.Work.EndClean([(_crowd.State.Work.Open()[1], null)]);
        _crowd.Time.Advance(TouchStore.MaxAge + TimeSpan.FromMinutes(1));
        _crowd.Write("ada", "new.cs");

        Assert.Equal(2, _crowd.State.Touches.Prune());
        Assert.Equal(["ada: new.cs (process)"], _crowd.Touches());
        Assert.Equal(["ada: old.cs", "ada: new.cs"], _crowd.Work());
    }

    public void Dispose() => _crowd.Dispose();

    private static string? Other(Evidence evidence) => evidence is Evidence.Unknown ? null : "bob";
}
