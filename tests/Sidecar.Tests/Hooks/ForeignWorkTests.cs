using Sidecar.Agents;
using Sidecar.Hooks;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Hooks;

/// <summary>The guard's eye on uncommitted work of others. Bob commits a.txt and b.txt.</summary>
public sealed class ForeignWorkTests : IDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly Crowd _crowd = new();
    private readonly string _here;

    public ForeignWorkTests()
    {
        _repository.Commit("a.txt", "b.txt").Write("a.txt", "new\n").Write("b.txt", "new\n").Git("add", "-A");
        _repository.Environment["SIDECAR_STATE"] = _crowd.Folder;
        _repository.Environment["SIDECAR_AGENT"] = "bob";
        _crowd.Agent("bob");
        _here = _repository.Folders.Worktree;
    }

    [Fact]
    public void A_file_that_another_agent_wrote_is_refused_and_who_when_and_the_evidence_told()
    {
        _crowd.Write("ada", "a.txt", worktree: _here);
        _crowd.Time.Advance(TimeSpan.FromSeconds(40));

        var (code, text) = Run();

        Assert.Equal(HookExit.Stop, code);
        Assert.StartsWith(
            "sidecar: commit refused: others hold 1 of its 2 files.\n\n  a.txt\n    ada (test-client, alive) wrote it 40 s ago, not committed yet (evidence: process)\n",
            text, StringComparison.Ordinal);
        Assert.Contains("\n    git commit -m 'MESSAGE' -- b.txt\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn", "sidecar: warning: others hold 1 of its 2 files. The commit goes ahead.\n")]
    [InlineData("off", "")]
    public void The_setting_lets_it_pass_aloud_or_in_silence(string action, string start)
    {
        _crowd.Write("ada", "a.txt", worktree: _here);
        _repository.Git("config", "sidecar.foreignWork", action);

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, text.Length == 0);
    }

    [Fact]
    public void Work_in_another_worktree_released_or_clean_again_or_elsewhere_is_no_matter()
    {
        _crowd.Write("ada", "a.txt", worktree: "/other");
        _crowd.Write("ada", "c.txt", worktree: _here);
        _crowd.Write("ada", "b.txt", worktree: _here);
        _crowd.Release("ada", "b.txt");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Ones_own_work_passes_without_asking_git()
    {
        _crowd.Write("bob", "a.txt", worktree: _here);
        _repository.Write(".git/index", "broken");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Both_who_wrote_a_file_bar_each_other_until_one_releases_it()
    {
        _crowd.Write("ada", "a.txt", "one", worktree: _here);
        _crowd.Write("bob", "a.txt", "two", worktree: _here);
        Assert.Equal(HookExit.Stop, Run().Code);

        _crowd.Release("ada", "a.txt");

        Assert.Equal((HookExit.Proceed, ""), Run());
    }

    [Fact]
    public void Work_of_the_dead_is_only_warned_of()
    {
        _crowd.Write("ada", "a.txt", worktree: _here);
        _crowd.Kill("ada");

        var (code, text) = Run();

        Assert.Equal(HookExit.Proceed, code);
        Assert.Contains("\n  a.txt\n    ada wrote it 0 s ago, not committed, and is gone (evidence: process)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_of_nobody_knows_whom_is_warned_of_only_while_another_agent_lives_here()
    {
        _crowd.Write(null, "a.txt", worktree: _here);
        Assert.Equal((HookExit.Proceed, ""), Run());

        _crowd.State.Agents.Register(_crowd.Registration(_crowd.Processes.Start()) with { Worktree = _here });

        Assert.Contains("nobody can tell by whom (evidence: unknown)", Run().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_of_people_is_warned_of_where_an_agent_commits_and_not_where_a_person_does()
    {
        var written = _crowd.Change(null, "a.txt", "new");
        _crowd.State.Touches.Record(
            _here, [written with { Authorship = new(_crowd.State.Agents.Human(), Sidecar.Touches.Evidence.Process) }]);

        var agent = Run();
        _repository.Environment.Remove("SIDECAR_AGENT");
        var person = Run();

        Assert.Equal(HookExit.Proceed, agent.Code);
        Assert.Contains("a person wrote it", agent.Text, StringComparison.Ordinal);
        Assert.Equal((HookExit.Proceed, ""), person);
    }

    [Fact]
    public void An_unregistered_agent_is_refused_the_work_of_a_registered_one()
    {
        _crowd.Write("ada", "a.txt", worktree: _here);
        _repository.Environment["SIDECAR_AGENT"] = "stranger";

        Assert.Equal(HookExit.Stop, Run().Code);
    }

    public void Dispose()
    {
        _crowd.Dispose();
        _repository.Dispose();
    }

    private (int Code, string Text) Run()
    {
        using var error = new StringWriter();
        var call = new HookCall(_repository.Environment, _repository.Top, error, _crowd.Processes, Environment.ProcessId, _crowd.Time);
        return (HookProgram.Run([HookName.PreCommit], call), error.ToString());
    }
}
