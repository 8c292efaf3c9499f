using Sidecar.Agents;

namespace Sidecar.Tests.Agents;

public sealed class LineageTests
{
    [Fact]
    public void Ancestors_come_nearest_first_and_without_the_process_itself()
    {
        var processes = new FakeProcesses().With(1, 0, "init").With(5, 1, "claude").With(9, 5, "bash").With(12, 9, "git");

        Assert.Equal([9, 5, 1], Pids(processes, 12));
    }

    [Fact]
    public void A_process_that_is_not_there_has_no_ancestors()
    {
        Assert.Empty(Lineage.Of(new FakeProcesses(), 12));
    }

    [Fact]
    public void A_parent_that_cannot_be_read_ends_the_search()
    {
        var processes = new FakeProcesses().With(9, 5, "bash").With(12, 9, "git");

        Assert.Equal([9], Pids(processes, 12));
    }

    [Fact]
    public void A_circle_ends_the_search()
    {
        var processes = new FakeProcesses().With(5, 7, "a", started: 1).With(6, 5, "b", started: 1).With(7, 6, "c", started: 1);

        Assert.Equal([6, 5], Pids(processes, 7));
        Assert.Equal([6, 5, 7], Pids(processes.With(8, 6, "d", started: 1), 8));
    }

    [Fact]
    public void A_long_line_is_cut()
    {
        var processes = new FakeProcesses();
        foreach (var pid in Enumerable.Range(1, 100))
            processes.With(pid, pid - 1, "sh");

        Assert.Equal(Enumerable.Range(36, 64).Reverse(), Pids(processes, 100));
    }

    [Fact]
    public void A_parent_that_started_after_its_child_only_has_the_pid_of_the_real_one()
    {
        var processes = new FakeProcesses().With(9, 5, "editor", started: 200).With(12, 9, "git", started: 100);

        Assert.Empty(Pids(processes, 12));
    }

    private static IEnumerable<int> Pids(FakeProcesses processes, int pid) =>
        Lineage.Of(processes, pid).Select(ancestor => ancestor.Process.Pid);
}
