using Sidecar.History;
using static Sidecar.Tests.History.Committed;

namespace Sidecar.Tests.History;

public sealed class BacktestTests
{
    [Fact]
    public void Where_warnings_are_mostly_right_the_threshold_stays_as_it_is()
    {
        var calibration = Backtest.Calibrate([.. Enumerable.Range(0, 100).Select(day => On(day, "x/a", "y/b"))]);

        // The first three times there is too little to warn by.
        Assert.Equal(new Calibration(0.20, 2 * 97, 2 * 97, 100), calibration);
    }

    [Fact]
    public void Where_warnings_are_mostly_wrong_the_threshold_is_raised_until_they_are_not()
    {
        // Three old companions of each file; then they part, and each goes on with another one that came along once.
        var commits = Enumerable.Range(0, 400).Select(day => day % 4 == 0 ? On(day, "x/a", "y/b") : On(day, "x/a", $"z/{day}"));

        var calibration = Backtest.Calibrate([.. commits]);

        Assert.Equal(0.25, calibration.Threshold);
        Assert.True(calibration.Precision >= Backtest.MinPrecision);
    }

    [Fact]
    public void Too_few_warnings_judge_nothing()
    {
        var commits = Enumerable.Range(0, 4).Select(day => On(day, "x/a", "y/b"))
            .Concat(Enumerable.Range(4, 10).Select(day => On(day, "x/a", $"z/{day}")));

        var calibration = Backtest.Calibrate([.. commits]);

        Assert.Equal(0.20, calibration.Threshold);
        Assert.True(calibration.Warnings is > 0 and < Backtest.JudgedFrom && calibration.Precision < Backtest.MinPrecision);
    }

    [Fact]
    public void Without_a_history_there_is_nothing_to_judge_by()
    {
        var calibration = Backtest.Calibrate([]);

        Assert.Equal(new Calibration(0.20, 0, 0, 0), calibration);
        Assert.Null(calibration.Precision);
    }

    [Fact]
    public void The_latest_pieces_of_work_are_replayed_and_all_before_is_known()
    {
        var large = Enumerable.Range(0, Replay.MostFiles + 1).Select(at => $"{at}");
        var commits = new[] { On(0, "x", "y"), On(1, "alone"), On(2, "x", "y"), On(3, large), On(4, "R x > v", "w") };

        var replayed = Replay.Latest(commits, 2).Select(commit => (commit.Before.Commits, string.Join(' ', commit.Files))).ToList();

        Assert.Equal([(2, "x y"), (4, "x w")], replayed);
    }
}
