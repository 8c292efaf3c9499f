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
    public void Somebody_who_is_no_agent_and_just_began_in_the_worktree_is_an_outsider()
    {
        using var agent = new RealProcess("sleep 600 &", _folder);
        _agents.Clients = [agent.Ref];
        var activity = new AgentActivity(_agents, TimeProvider.System);

        using var person = StartElsewhere();
        activity.Sample();
        person.Kill();

        Assert.True(activity.HadOutsider(_folder, TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public void One_look_at_a_worktree_with_nobody_else_in_it_proves_nothing_yet()
    {
        using var agent = new RealProcess("sleep 600 &", _folder);
        _agents.Clients = [agent.Ref];
        var activity = new AgentActivity(_agents, TimeProvider.System);

        activity.Sample();

        Assert.Null(activity.HadOutsider(_folder, TimeProvider.System.GetUtcNow()));
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
