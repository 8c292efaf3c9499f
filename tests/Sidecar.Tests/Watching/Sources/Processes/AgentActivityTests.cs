using System.Diagnostics;
using Sidecar.Watching.Sources.Processes;

namespace Sidecar.Tests.Watching.Sources.Processes;

public sealed class AgentActivityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-activity-").FullName;
    private readonly AgentTrees _agents = new(new ProcessSnapshots(TimeProvider.System));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_client_with_a_fresh_child_is_active_and_one_without_is_not_known_yet()
    {
        using var busy = new RealProcess("sleep 600 &", _folder);
        using var other = new RealProcess(":", _folder);
        _agents.Clients = [busy.Ref, other.Ref];
        var activity = new AgentActivity(_agents, TimeProvider.System);

        activity.Sample();

        Assert.True(activity.WasActive(busy.Ref, TimeProvider.System.GetUtcNow()));
        Assert.Null(activity.WasActive(other.Ref, TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public void Somebody_in_the_worktree_who_is_no_agent_is_an_outsider()
    {
        using var agent = new RealProcess("sleep 600 &", _folder);
        _agents.Clients = [agent.Ref];
        var before = new AgentActivity(_agents, TimeProvider.System).HasOutsider(_folder);

        using var person = StartElsewhere();
        var fresh = new AgentTrees(new ProcessSnapshots(TimeProvider.System)) { Clients = [agent.Ref] };
        var now = new AgentActivity(fresh, TimeProvider.System).HasOutsider(_folder);
        person.Kill();

        Assert.False(before);
        Assert.True(now);
    }

    // Its parent has ended, so it is not among what this process started.
    private Process StartElsewhere()
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 600 > /dev/null & echo $!"])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var pid = int.Parse(shell.StandardOutput.ReadLine()!);
        shell.WaitForExit();
        return Process.GetProcessById(pid);
    }
}
