using Sidecar.Agents;
using Sidecar.Forecasts;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Forecasts;

public sealed class ForecastStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    public ForecastStoreTests() => _crowd.State.Watcher.Begin("test");

    private ForecastStore Store => _crowd.State.Forecasts;

    [Fact]
    public void A_forecast_comes_back_as_it_was_stored()
    {
        var stored = Now(Foreseen.Clean("a.cs"), Foreseen.Conflict("ä \"b\"\n.cs", "1-1,12-11", ""));

        Store.Replace(stored);

        var read = Assert.Single(Store.Read());
        Assert.Equal((stored.Worktree, stored.Other, stored.At, stored.Stage), (read.Worktree, read.Other, read.At, read.Stage));
        Assert.Equal(["a.cs", "ä \"b\"\n.cs"], read.Files.Select(file => file.Path.ToString()));
        Assert.Equal([new LineRange(1, 1), new LineRange(12, 11)], read.Files[1].Lines);
        Assert.Empty(read.Files[1].OtherLines);
    }

    [Fact]
    public void Nothing_is_written_where_nothing_but_the_time_differs()
    {
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        var first = _crowd.Time.GetUtcNow();
        _crowd.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(Store.Replace(Now(Foreseen.Conflict("a.cs"))));
        Assert.Equal(first, Assert.Single(Store.Read()).At);
        Assert.True(Store.Replace(Now(Foreseen.Conflict("a.cs", "10-15"))));
    }

    [Fact]
    public void Both_sides_of_a_new_conflict_are_told_once()
    {
        _crowd.Join("ada", "/a");
        _crowd.Join("bob", "/b");

        Store.Replace(Now(Foreseen.Conflict("src/a.py"), Foreseen.Clean("b.py")));
        Store.Replace(Now(Foreseen.Conflict("src/a.py", "10-20")));

        Assert.Equal(
            ["Would conflict when merged: src/a.py: lines 10-14 of yours and lines 12-13 of bob's in ../b. Agree who changes it before either side "
                + "merges. next: send to=bob"],
            _crowd.Told("ada"));
        Assert.Equal(
            ["Would conflict when merged: src/a.py: lines 12-13 of yours and lines 10-14 of ada's in ../a. Agree who changes it before either side "
                + "merges. next: send to=ada"],
            _crowd.Told("bob"));
        Assert.Single(_crowd.State.Events.Recent(20), happening => happening.Kind == "forecast.conflict");
    }

    [Fact]
    public void Several_files_are_one_message()
    {
        _crowd.Join("ada", "/a");

        Store.Replace(Now([.. "pqrst".Select(name => Foreseen.Conflict($"{name}", "", "3-3"))]));

        Assert.Equal(
            ["Would conflict when merged: p: what you did to it and line 3 of somebody's in ../b; q: what you did to it and line 3 of somebody's in "
                + "../b; r: what you did to it and line 3 of somebody's in ../b; and 2 more files. Agree who changes it before either side merges. "
                + "next: sidecar status"],
            _crowd.Told("ada"));
    }

    [Fact]
    public void A_conflict_that_was_mended_and_comes_again_is_news_again()
    {
        _crowd.Join("ada", "/a");
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        Store.Replace(Now());
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Equal(2, _crowd.Told("ada").Count);
    }

    [Fact]
    public void While_nothing_can_be_told_no_files_are_shown_and_what_was_known_is_no_news_after()
    {
        _crowd.Join("ada", "/a");
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Store.Replace(Foreseen.CannotTell(_crowd.Time.GetUtcNow(), "a rebase is under way in /a"));
        var between = Assert.Single(Store.Read());
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Equal((ForecastStage.CannotTell, "a rebase is under way in /a", 0), (between.Stage, between.Detail, between.Files.Count));
        Assert.Single(_crowd.Told("ada"));
    }

    [Fact]
    public void Whoever_wrote_the_file_is_told_and_not_all_who_work_there()
    {
        _crowd.Join("ada", "/a");
        _crowd.Join("cy", "/a");
        _crowd.Write("cy", "a.cs", worktree: "/a");

        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Single(_crowd.Told("cy"));
        Assert.Empty(_crowd.Told("ada"));
    }

    [Fact]
    public void The_dead_are_not_told_and_not_named()
    {
        _crowd.Join("ada", "/a");
        _crowd.Join("bob", "/b");
        _crowd.Kill("bob");

        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.EndsWith("lines 12-13 of somebody's in ../b. Agree who changes it before either side merges. next: sidecar status", Assert.Single(_crowd.Told("ada")));
        Assert.Empty(_crowd.Told("bob"));
    }

    [Fact]
    public void Whoever_works_alone_on_both_sides_knows_it()
    {
        _crowd.Join("ada", "/a");
        _crowd.Write("ada", "a.cs", worktree: "/b");

        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Empty(_crowd.Told("ada"));
    }

    [Fact]
    public void A_pair_that_is_no_longer_asked_for_is_forgotten_with_its_files()
    {
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        Store.Replace(Now(Foreseen.Conflict("a.cs")) with { Other = "/c" });

        Assert.Equal(1, Store.Keep([("/a", "/c")]));
        Assert.Equal(0, Store.Keep([("/a", "/c")]));

        Assert.Equal("/c", Assert.Single(Store.Read()).Other);
        Store.Replace(Now());
        Assert.Empty(Store.Read()[0].Files);
    }

    [Fact]
    public void A_pair_that_is_forgotten_for_a_moment_is_no_news()
    {
        _crowd.Join("ada", "/a");
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        Store.Keep([]);
        Assert.Empty(Store.Read());
        _crowd.Time.Advance(ForecastStore.Remembered - TimeSpan.FromSeconds(1));

        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Single(_crowd.Told("ada"));
        Assert.Single(Assert.Single(Store.Read()).Files);
    }

    [Fact]
    public void A_pair_that_was_forgotten_for_long_is_news_again()
    {
        _crowd.Join("ada", "/a");
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        Store.Keep([]);
        _crowd.Time.Advance(ForecastStore.Remembered);

        Store.Replace(Foreseen.CannotTell(_crowd.Time.GetUtcNow(), "a rebase is under way in /a"));
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        Assert.Equal(2, _crowd.Told("ada").Count);
    }

    [Fact]
    public void What_an_earlier_watcher_foresaw_is_not_known_to_hold_and_no_news_where_it_does()
    {
        _crowd.Join("ada", "/a");
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        _crowd.State.Watcher.Begin("test");

        var unknown = Assert.Single(Store.Read());
        Assert.Equal(
            (ForecastStage.CannotTell, "it was not tried yet since the watcher began", 0), (unknown.Stage, unknown.Detail, unknown.Files.Count));
        Store.Replace(Now(Foreseen.Conflict("a.cs")));
        Assert.Single(_crowd.Told("ada"));
    }

    [Fact]
    public void What_no_watcher_keeps_up_to_date_is_not_shown()
    {
        Store.Replace(Now(Foreseen.Conflict("a.cs")));

        _crowd.State.Watcher.End("it was told to end");

        Assert.Empty(Store.Read());
    }

    public void Dispose() => _crowd.Dispose();

    private Forecast Now(params ForecastFile[] files) => Foreseen.Forecast(_crowd.Time.GetUtcNow(), files);
}
