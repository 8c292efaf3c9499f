using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Tests.Watching.Sources;

public sealed class ForkRecordTests
{
    private readonly FakeProcesses _processes = new();
    private readonly ForkRecord _forks = new(limit: 3);
    private readonly ManualTime _time = new();
    private readonly ProcessRef _client;

    public ForkRecordTests() => _client = _processes.Start("claude");

    [Fact]
    public void The_ended_keep_their_place_in_the_line()
    {
        _forks.Add(parent: _client.Pid, child: 11);
        _forks.Add(parent: 11, child: 12);

        Assert.Equal([(12, 0L), (11, 0L), (_client.Pid, _client.Started)], LineOf(12));
    }

    [Fact]
    public void A_pid_that_was_given_away_again_is_not_its_former_owner()
    {
        _forks.Add(parent: _client.Pid, child: 11);
        _forks.Add(parent: 11, child: 12);
        _forks.Add(parent: 99, child: 11);

        Assert.Equal([(12, 0L)], LineOf(12));
    }

    [Fact]
    public void An_orphan_still_belongs_to_who_forked_it()
    {
        var orphan = _processes.Start("sleep", parent: 1);
        _forks.Add(parent: _client.Pid, child: 11);
        _forks.Add(parent: 11, child: orphan.Pid);

        Assert.Equal([(orphan.Pid, orphan.Started), (11, 0L), (_client.Pid, _client.Started)], LineOf(orphan.Pid));
    }

    [Fact]
    public void Only_the_last_forks_are_kept()
    {
        foreach (var child in new[] { 11, 12, 13, 14 })
            _forks.Add(parent: _client.Pid, child);

        Assert.Empty(LineOf(11));
        Assert.NotEmpty(LineOf(12));
    }

    [Fact]
    public void After_a_loss_nothing_old_is_believed()
    {
        _forks.Add(parent: _client.Pid, child: 11);
        _forks.Clear();

        Assert.Empty(LineOf(11));
    }

    [Fact]
    public void Of_a_process_outside_nothing_is_known() => Assert.Empty(LineOf(0));

    private IEnumerable<(int Pid, long Started)> LineOf(int pid) =>
        new ProcessFamily(_processes, _forks, _time).Of(pid)?.Line.Select(entry => (entry.Process.Pid, entry.Process.Started)) ?? [];
}
