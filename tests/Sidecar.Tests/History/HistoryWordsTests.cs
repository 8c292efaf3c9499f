using Sidecar.History;
using Sidecar.Setup;

namespace Sidecar.Tests.History;

public sealed class HistoryWordsTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<HistoryReport, string> Reports() => new()
    {
        { new HistoryReport { Stage = HistoryStage.Absent }, "not read yet" },
        { new HistoryReport { Stage = HistoryStage.Building }, "the index is being built: it has just begun" },
        { new HistoryReport { Stage = HistoryStage.Building, Commits = 3000, Expected = 10_000 }, "the index is being built: 3,000 of 10,000 commits" },
        { new HistoryReport { Stage = HistoryStage.Ready, Commits = 1, Engine = "git", At = Now.AddMinutes(-3) }, "1 commit, read with git 3 min ago" },
        {
            new HistoryReport { Stage = HistoryStage.Ready, Commits = 20, Engine = "git", At = Now, Detail = "the clone is shallow: 20 commits" },
            "20 commits, read with git just now (the clone is shallow: 20 commits)"
        },
        { new HistoryReport { Stage = HistoryStage.Unreadable, Detail = "git\u001b is gone." }, "cannot be read: git\\u001b is gone" },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void How_it_stands_is_one_line(HistoryReport report, string says) =>
        Assert.Equal(says, HistoryWords.Summary(report, Now));

    [Fact]
    public void Doctor_tells_how_often_warnings_would_have_been_right()
    {
        var report = new HistoryReport { Stage = HistoryStage.Ready, Commits = 10_000, Engine = "git", At = Now, Calibration = new Calibration(0.25, 700, 420, 300) };

        var check = HistoryChecks.Examine(report, isWatched: true, Now);

        Assert.Equal(CheckResult.Ok, check.Result);
        Assert.Equal(
            "The history: 10,000 commits, read with git just now. Of 700 warnings from 0.25 on in the latest 300 commits, 60 % would have been right.",
            check.Says);
    }

    [Fact]
    public void Doctor_warns_where_nothing_can_be_known()
    {
        var check = HistoryChecks.Examine(new HistoryReport { Stage = HistoryStage.Unreadable, Detail = "git is gone" }, isWatched: false, Now);

        Assert.Equal((CheckResult.Warning, "The history: cannot be read: git is gone.", "sidecar watch"), (check.Result, check.Says, check.Next));
    }
}
