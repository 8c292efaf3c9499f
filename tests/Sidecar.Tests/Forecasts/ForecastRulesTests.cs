using Sidecar.Agents;
using Sidecar.Forecasts;
using Sidecar.Operations;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Forecasts;

public sealed class ForecastRulesTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Worktrees_where_somebody_is_are_in_use_the_latest_activity_first()
    {
        var ada = Somebody.Called(1, "ada", Noon) with { Worktree = "/a" };
        var work = Written.By(2, "bob", "x", Noon) with { Worktree = "/b", At = Noon.AddMinutes(1) };
        var orphaned = work with { Worktree = "/c", Live = Liveness.Dead };

        Assert.Equal(["/b", "/a"], ForecastWorktrees.InUse(["/a", "/b", "/c", "/d"], [ada], [work, orphaned]));
    }

    [Fact]
    public void Work_of_nobody_knows_whom_counts()
    {
        var work = Written.By(2, "bob", "x", Noon) with { Worktree = "/b", Author = null, Live = Liveness.Unknown };

        Assert.Equal(["/b"], ForecastWorktrees.InUse(["/b"], [], [work]));
    }

    [Fact]
    public void Each_two_are_a_pair_once() =>
        Assert.Equal([("/A", "/a"), ("/A", "/b"), ("/a", "/b")], ForecastWorktrees.Pairs(["/b", "/a", "/A"]));

    [Fact]
    public void A_file_concerns_who_writes_it_and_else_all_who_are_there()
    {
        var live = new[] { "ada", "bob" }.Select((name, id) => Somebody.Called(id + 1, name, Noon)).ToList();
        var work = Written.By(2, "bob", "x", Noon);

        Assert.Equal(["bob"], Names(ForecastParties.At("/my repo", Changed.Path("x"), live, [work])));
        Assert.Equal(["ada", "bob"], Names(ForecastParties.At("/my repo", Changed.Path("y"), live, [work])));
        Assert.Equal(["ada", "bob"], Names(ForecastParties.At("/my repo", Changed.Path("x"), live, [work with { IsReleased = true }])));
        Assert.Empty(ForecastParties.At("/elsewhere", Changed.Path("x"), live, [work]));
    }

    [Fact]
    public void Whoever_writes_in_a_worktree_is_at_work_there_wherever_it_was_started() => Assert.Equal(
        ["bob"], Names(ForecastParties.In("/other", [], [Written.By(2, "bob", "x", Noon) with { Worktree = "/other" }])));

    [Fact]
    public void Both_changed_a_file_where_neither_did_the_same()
    {
        var both = ChangedOnBothSides.Find(
            [File("a", "1", "2"), File("b", "1", "2"), File("c", "1", null), File("d", "1", "2")],
            [File("a", "1", "2"), File("b", "1", "3"), File("c", "1", "3"), File("e", "1", "2")]);

        Assert.Equal([new(Changed.Path("b"), "1", "2", "3"), new ChangedOnBothSides(Changed.Path("c"), "1", null, "3")], both);
    }

    [Theory]
    [InlineData("10-14", "10-14")]
    [InlineData("30-30,40-50", "30, 40-50")]
    [InlineData("12-11", "before 12")]
    [InlineData("", "")]
    [InlineData("1-1,2-2,3-3,4-4,5-5,6-6,7-7", "1, 2, 3, 4, 5 and 2 more places")]
    public void Lines_as_people_read_them(string stored, string shown) => Assert.Equal(shown, ForecastWords.Numbers(LineRanges.Read(stored)));

    private static CommittedFile File(string path, string? before, string? after) => new(Changed.Path(path), before, after);

    private static IEnumerable<string> Names(IEnumerable<AgentName> names) => names.Select(name => name.ToString());
}
