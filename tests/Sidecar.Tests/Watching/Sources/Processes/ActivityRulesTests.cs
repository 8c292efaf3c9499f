using Sidecar.Agents;
using Sidecar.Agents.Processes;
using Sidecar.Watching.Sources.Processes;

namespace Sidecar.Tests.Watching.Sources.Processes;

public sealed class ActivityRulesTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ProcessRef Client = new(10, 1);

    [Fact]
    public void Little_work_since_long_ago_is_no_activity() =>
        Assert.False(WasActive(At(-600, work: 100), At(0, work: 102)));

    [Fact]
    public void Much_work_since_long_ago_tells_nothing_of_the_last_seconds() =>
        Assert.Null(WasActive(At(-600, work: 100), At(0, work: 200)));

    [Fact]
    public void Work_in_the_last_seconds_is_activity() =>
        Assert.True(WasActive(At(-4, work: 100), At(0, work: 103)));

    [Fact]
    public void A_worker_in_the_last_seconds_is_activity() =>
        Assert.True(WasActive(At(-3, work: 100, hasWorker: true), At(0, work: 100)));

    [Fact]
    public void A_worker_long_ago_is_none() =>
        Assert.False(WasActive(At(-30, work: 100, hasWorker: true), At(0, work: 100)));

    [Fact]
    public void A_child_that_came_and_went_unseen_is_activity_by_the_trace_it_leaves() =>
        Assert.True(WasActive(At(-4, work: 100, started: 1), At(0, work: 100, started: 2)));

    [Fact]
    public void A_child_since_long_ago_tells_nothing_of_the_last_seconds() =>
        Assert.Null(WasActive(At(-600, work: 100, started: 1), At(0, work: 100, started: 2)));

    [Theory]
    [InlineData("/repo", 2, true)]
    [InlineData("/repo/src", 2, true)]
    [InlineData("*", 2, true)]
    [InlineData("/repo-two", 2, false)]
    [InlineData("/repo", 1, false)]
    public void Somebody_who_is_no_agent_counts_where_he_works_and_while_he_does(string folder, long started, bool counts)
    {
        ActivitySample[] samples = [Outsider(-600, folder, started: 1), Outsider(-3, folder, started: 1), Outsider(0, folder, started)];

        Assert.Equal(counts, ActivityRules.HadOutsider(samples, "/repo", Noon.AddSeconds(-5), Noon.AddSeconds(1)));
    }

    [Fact]
    public void One_look_alone_tells_nothing() => Assert.Null(WasActive(At(0, work: 100)));

    [Fact]
    public void A_client_that_was_never_seen_tells_nothing() => Assert.Null(WasActive());

    [Theory]
    [InlineData('S', 100, true)]
    [InlineData('S', 20_000, false)]
    [InlineData('R', 20_000, true)]
    [InlineData('D', 20_000, true)]
    [InlineData('Z', 100, false)]
    public void A_child_works_while_it_is_young_or_runs(char state, long ageTicks, bool works) => Assert.Equal(
        works, ActivityRules.IsAtWork(new LinuxStat(11, "sh", state, 10, 1, 50_000, 0), uptimeTicks: 50_000 + ageTicks));

    private static bool? WasActive(params ActivitySample[] samples) =>
        ActivityRules.WasActive(samples, Client, Noon.AddSeconds(-5), Noon.AddSeconds(1));

    private static ActivitySample At(int seconds, long work, bool hasWorker = false, long started = 0) => new(
        Noon.AddSeconds(seconds),
        new Dictionary<ProcessRef, TreeActivity> { [Client] = new(work, hasWorker, started) },
        new Dictionary<string, TreeActivity>());

    private static ActivitySample Outsider(int seconds, string folder, long started) => new(
        Noon.AddSeconds(seconds),
        new Dictionary<ProcessRef, TreeActivity>(),
        new Dictionary<string, TreeActivity> { [folder] = new(0, HasWorker: false, started) });
}
