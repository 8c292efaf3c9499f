using FsCheck;
using FsCheck.Fluent;
using Sidecar.Forecasts;

namespace Sidecar.Tests.Forecasts;

public sealed class CollisionsTests
{
    [Theory]
    [InlineData("5:1", "5:1", true)]
    [InlineData("5:1", "6:1", true)]
    [InlineData("5:1", "7:1", false)]
    [InlineData("5:3", "4:1", true)]
    [InlineData("5:3", "3:1", false)]
    [InlineData("5:0", "5:0", true)]
    [InlineData("5:0", "6:1", false)]
    [InlineData("5:0", "5:1", true)]
    public void Places_collide_that_share_lines_or_lie_side_by_side(string mine, string theirs, bool collides)
    {
        Assert.Equal(collides, Hunk(mine, "mine").Collides(Hunk(theirs, "theirs")));
        Assert.Equal(collides, Hunk(theirs, "theirs").Collides(Hunk(mine, "mine")));
    }

    [Fact]
    public void What_both_did_alike_does_not_collide() => Assert.False(Hunk("5:1", "same").Collides(Hunk("5:1", "same")));

    [Fact]
    public void Only_what_collides_is_named()
    {
        var (mine, theirs) = Collisions.Find([Hunk("1:1", "a"), Hunk("20:2", "b")], [Hunk("10:1", "c"), Hunk("21:1", "d")]);

        Assert.Equal([new LineRange(21, 22)], mine);
        Assert.Equal([new LineRange(22, 22)], theirs);
    }

    [Fact]
    public void Where_no_place_is_to_blame_all_are_named()
    {
        var (mine, theirs) = Collisions.Find([Hunk("1:1", "a")], [Hunk("10:1", "c"), Hunk("20:1", "d")]);

        Assert.Equal((1, 2), (mine.Count, theirs.Count));
    }

    [Fact]
    public void Of_very_many_places_the_last_are_taken_together()
    {
        var lines = Collisions.Lines([.. Enumerable.Range(0, 200).Select(number => Hunk($"{number * 10}:1", "x"))]);

        Assert.Equal(50, lines.Count);
        Assert.Equal(new LineRange(491, 1991), lines[^1]);
    }

    [Fact]
    public void The_walk_finds_what_trying_every_two_would_find() => Prop.ForAll(
        Hunks.ToArbitrary(), Hunks.ToArbitrary(), (mine, theirs) =>
        {
            var (here, there) = Collisions.Find(mine, theirs);
            var expected = mine.Where(hunk => theirs.Any(hunk.Collides)).Select(hunk => hunk.Lines).ToList();
            var others = theirs.Where(hunk => mine.Any(hunk.Collides)).Select(hunk => hunk.Lines).ToList();
            return expected.Count == 0 || (here.SequenceEqual(expected) && there.SequenceEqual(others));
        }).QuickCheckThrowOnFailure();

    // In order and with at least a line between each two, as git makes them.
    private static Gen<List<Hunk>> Hunks => Gen.Choose(1, 6).SelectMany(_ => Gen.Choose(0, 4).Two().ListOf(), (_, steps) => steps).Select(steps =>
    {
        var at = 0;
        return steps.Take(40).Select(step =>
        {
            at += step.Item1 + 1;
            var hunk = new Hunk(at, step.Item2, at, step.Item1, $"{step.Item1 % 2}");
            at += step.Item2;
            return hunk;
        }).ToList();
    });

    // "before:taken".
    private static Hunk Hunk(string place, string text)
    {
        var numbers = place.Split(':').Select(int.Parse).ToArray();
        return new Hunk(numbers[0], numbers[1], numbers[0], numbers[1], text);
    }
}
