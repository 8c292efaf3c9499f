using Sidecar.Operations;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Operations;

public sealed class OperationStoreTests : IDisposable
{
    private readonly Crowd _crowd = new();

    [Fact]
    public void Its_own_work_is_ended_in_silence_and_that_of_others_told()
    {
        _crowd.Write("ada", "a.cs");
        _crowd.Write("ada", "b.cs");
        _crowd.Write("bob", "c.cs");

        Record("bob", "reset --hard", [.. _crowd.State.Work.Open().Select(work => new Overwritten(work, null))]);

        Assert.Equal(["bob ran `git reset --hard` in /repository: 2 of your uncommitted files changed: a.cs, b.cs."], _crowd.Told("ada"));
        Assert.Empty(_crowd.Told("bob"));
        Assert.Empty(_crowd.Work());
        var happening = Assert.Single(_crowd.State.Events.Recent(50), happening => happening.Kind == "work.overwritten");
        Assert.Equal(("bob", "a.cs, b.cs", "git reset --hard: work of ada"), (happening.Who, happening.Subject, happening.Detail));
    }

    [Fact]
    public void What_is_left_is_the_work_of_whoever_ran_git_and_once_however_many_had_work_there()
    {
        _crowd.Write("ada", "a.cs", "one");
        _crowd.Write("cy", "a.cs", "two");
        var left = _crowd.Change("bob", "a.cs", "three");

        Record("bob", "stash pop", [.. _crowd.State.Work.Open().Select(work => new Overwritten(work, left))]);

        Assert.Equal(["bob: a.cs"], _crowd.Work());
        Assert.Equal(["bob: a.cs (process)", "cy: a.cs (process)", "ada: a.cs (process)"], _crowd.Touches());
    }

    [Fact]
    public void The_hooks_of_one_command_are_one_operation()
    {
        Record("bob", "switch main");
        _crowd.Time.Advance(TimeSpan.FromSeconds(3));
        Record("bob", "switch main");
        Record("bob", "git");

        Assert.Equal(["bob: switch main"], Operations());
    }

    [Theory]
    [InlineData("ada", "switch main", 1)]
    [InlineData("bob", "reset --hard", 1)]
    [InlineData("bob", "switch main", 11)]
    public void Another_command_somebody_else_or_a_later_time_is_another_operation(string who, string command, int seconds)
    {
        Record("bob", "switch main");
        _crowd.Time.Advance(TimeSpan.FromSeconds(seconds));
        Record(who, command);

        Assert.Equal(2, Operations().Count);
    }

    [Fact]
    public void What_the_file_system_saw_first_is_explained_by_the_hook()
    {
        _crowd.State.Operations.Count(Changed.Worktree, 7, _crowd.Time.GetUtcNow());
        _crowd.Time.Advance(TimeSpan.FromSeconds(1));
        Record("bob", "reset --hard");
        _crowd.State.Operations.Count(Changed.Worktree, 2, _crowd.Time.GetUtcNow());

        Assert.Equal(["bob: reset --hard"], Operations());
        Assert.Equal(9, Assert.Single(_crowd.State.Operations.Since(DateTimeOffset.UnixEpoch, 10)).Files);
    }

    [Fact]
    public void Of_what_nobody_explains_nobody_is_named()
    {
        _crowd.State.Operations.Count(Changed.Worktree, 7, _crowd.Time.GetUtcNow());

        Assert.Equal(["?: git"], Operations());
    }

    [Fact]
    public void Old_operations_are_dropped()
    {
        Record("bob", "switch main");
        _crowd.Time.Advance(Sidecar.Touches.TouchStore.MaxAge + TimeSpan.FromMinutes(1));
        _crowd.State.Touches.Prune();

        Assert.Empty(Operations());
    }

    public void Dispose() => _crowd.Dispose();

    private List<string> Operations() =>
        [.. _crowd.State.Operations.Since(DateTimeOffset.UnixEpoch, 10).Select(operation => $"{operation.Who ?? "?"}: {operation.Command}")];

    private void Record(string who, string command, params Overwritten[] overwritten) => _crowd.State.Operations.Record(
        new Operation
        {
            At = _crowd.Time.GetUtcNow(),
            Worktree = Changed.Worktree,
            Who = who,
            AgentId = _crowd.Join(who).Agent.Id,
            Command = command,
        },
        overwritten);
}
