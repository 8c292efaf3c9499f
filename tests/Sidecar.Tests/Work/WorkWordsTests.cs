using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Work;

namespace Sidecar.Tests.Work;

public sealed class WorkWordsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private static readonly UncommittedWork Work = Written.By(1, "ada", "a.cs", Now);

    [Fact]
    public void Each_way_that_work_can_stand_is_told_apart() => Assert.Equal(
        [
            "ada has been changing it for 4 min (evidence: process), not committed",
            "ada (cannot tell if alive) has been changing it for 4 min (evidence: process), not committed",
            "ada changed it 2 min ago (evidence: process), not committed, and released it: that bars nobody",
            "ORPHANED: ada changed it 2 min ago (evidence: process), not committed, and is gone",
            "a person changed it 2 min ago (evidence: process), not committed",
            "unknown: nobody can tell who changed it 2 min ago (evidence: unknown), not committed",
        ],
        new[]
        {
            Work,
            Work with { Live = Liveness.Unknown },
            Work with { IsReleased = true },
            Work with { Live = Liveness.Dead },
            Work with { Author = Somebody.Called(2, "human", Now) },
            Work with { Author = null, Evidence = Sidecar.Touches.Evidence.Unknown, Live = Liveness.Unknown },
        }.Select(work => WorkWords.Of(work, Now)));

    [Fact]
    public void The_readers_own_work_is_called_so() =>
        Assert.Equal("you changed it 2 min ago (evidence: process), not committed", WorkWords.Of(Work, Now, isMine: true));

    [Fact]
    public void A_handful_of_files_is_listed_the_latest_first_and_the_rest_counted()
    {
        var group = Assert.Single(WorkGroup.Of(
            Enumerable.Range(1, 7).Select(n => Written.By(1, "ada", $"{n}.cs", Now) with { At = Now.AddMinutes(n - 10) })));

        Assert.Equal("7.cs, 6.cs, 5.cs, 4.cs, 3.cs and 2 more", WorkWords.Files(group));
    }

    [Fact]
    public void What_is_held_comes_before_what_is_nobodys_however_late_that_was_written()
    {
        var groups = WorkGroup.Of(
        [
            Work with { Author = null, At = Now },
            Work with { Author = Somebody.Called(2, "bob", Now), Live = Liveness.Dead, At = Now },
            Work with { Worktree = "/other", At = Now.AddMinutes(-3) },
            Work with { IsReleased = true },
            Work,
        ]);

        Assert.Equal(
            ["ada", "ada", "unknown", "ORPHANED (bob is gone)", "ada (released)"], groups.Select(WorkWords.Who));
    }
}
