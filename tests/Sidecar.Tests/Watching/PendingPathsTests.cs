using Sidecar.Agents;
using Sidecar.Tests.World;
using Sidecar.Watching;
using Sidecar.Watching.Sources;

namespace Sidecar.Tests.Watching;

public sealed class PendingPathsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly PendingPaths _pending;

    public PendingPathsTests() => _pending = new PendingPaths(_time);

    [Fact]
    public async Task A_path_is_given_out_once_it_was_left_alone()
    {
        _pending.Add(PathOf("a"), writer: null);
        var taking = _pending.TakeAsync(CancellationToken.None);

        _time.Advance(PendingPaths.Quiet - TimeSpan.FromMilliseconds(1));
        Assert.False(taking.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["a"], Paths(await taking));
    }

    [Fact]
    public async Task A_path_that_is_never_left_alone_is_given_out_after_a_while_all_the_same()
    {
        for (var passed = TimeSpan.Zero; passed < PendingPaths.Longest; passed += PendingPaths.Quiet / 2)
        {
            _pending.Add(PathOf("busy"), writer: null);
            _time.Advance(PendingPaths.Quiet / 2);
        }

        Assert.Equal(["busy"], Paths(await _pending.TakeAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Many_hints_of_a_path_are_one_with_the_last_writer_and_those_before()
    {
        _pending.Add(PathOf("a"), WriterOf(1));
        _pending.Add(PathOf("a"), writer: null);
        _pending.Add(PathOf("a"), WriterOf(2));

        var path = Assert.Single((await QuietAsync()).Paths);

        Assert.Equal((2, 1), (path.Writer!.Line[0].Process.Pid, Assert.Single(path.Earlier).Line[0].Process.Pid));
    }

    [Fact]
    public async Task A_write_is_gits_own_only_where_git_was_at_work_at_every_hint()
    {
        _pending.GitLocked();
        _pending.Add(PathOf("by git"), writer: null);
        _pending.Add(PathOf("by both"), writer: null);
        _pending.GitWroteIndex();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _pending.Add(PathOf("by both"), writer: null);

        var batch = await QuietAsync();

        Assert.True(batch.GitMoved);
        Assert.Equal([("by both", false), ("by git", true)], batch.Paths.Select(path => (path.Path.ToString(), path.DuringGit)).Order());
    }

    [Fact]
    public async Task A_command_of_git_that_only_looks_changes_nothing()
    {
        _pending.GitLocked();
        _pending.Add(PathOf("a"), writer: null);
        _pending.GitLetGo();

        Assert.False(Assert.Single((await QuietAsync()).Paths).DuringGit);
    }

    [Fact]
    public async Task A_lock_that_is_told_as_deleted_became_the_index_where_that_follows_at_once()
    {
        _pending.GitLocked();
        _pending.Add(PathOf("a"), writer: null);
        _pending.GitLetGo();
        _pending.GitWroteIndex();

        Assert.True(Assert.Single((await QuietAsync()).Paths).DuringGit);
    }

    [Fact]
    public async Task A_change_by_git_begins_with_its_own_lock_and_not_with_an_earlier_one()
    {
        _pending.GitLocked();
        _pending.GitLetGo();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _pending.Add(PathOf("by hand"), writer: null);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _pending.GitLocked();
        _pending.Add(PathOf("by git"), writer: null);
        _pending.GitWroteIndex();

        var batch = await QuietAsync();

        Assert.Equal([("by git", true), ("by hand", false)], batch.Paths.Select(path => (path.Path.ToString(), path.DuringGit)).Order());
    }

    [Fact]
    public async Task While_it_is_not_told_what_became_of_gits_lock_nothing_can_be_said_of_what_was_written_meanwhile()
    {
        _pending.GitLocked();
        _pending.Add(PathOf("a"), writer: null);
        var early = await QuietAsync();
        _pending.Return(early);
        _pending.GitWroteIndex();
        var late = await QuietAsync();

        Assert.Equal((false, false), (early.IsToldOfGit, early.Paths[0].DuringGit));
        Assert.Equal((true, true), (late.IsToldOfGit, late.Paths[0].DuringGit));
    }

    [Fact]
    public async Task An_end_of_gits_lock_that_is_never_told_is_not_waited_for_for_ever()
    {
        _pending.GitLocked();
        _pending.Add(PathOf("a"), writer: null);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await QuietAsync()).IsToldOfGit);

        _time.Advance(TimeSpan.FromMinutes(2));
        _pending.Add(PathOf("b"), writer: null);
        Assert.True((await QuietAsync()).IsToldOfGit);
    }

    [Fact]
    public async Task Where_nothing_more_can_come_whoever_takes_is_told()
    {
        var taking = _pending.TakeAsync(CancellationToken.None);

        _pending.End("The worktree is gone.");

        Assert.Equal("The worktree is gone.", (await Assert.ThrowsAsync<SidecarException>(() => taking)).Message);
    }

    [Fact]
    public async Task A_rescan_waits_for_nothing_and_keeps_its_first_reason()
    {
        _pending.Rescan("first");
        _pending.Rescan("second");

        Assert.Equal("first", (await _pending.TakeAsync(CancellationToken.None)).Rescan);
    }

    [Fact]
    public async Task What_could_not_be_looked_at_comes_back_whole()
    {
        _pending.GitMoved();
        _pending.Add(PathOf("a"), WriterOf(1));
        _pending.Rescan("why");
        _time.Advance(PendingPaths.Quiet);
        var first = await _pending.TakeAsync(CancellationToken.None);

        _pending.Return(first);
        _pending.Add(PathOf("a"), writer: null);
        var second = await QuietAsync();

        Assert.Equal("why", second.Rescan);
        Assert.True(second.GitMoved);
        var path = Assert.Single(second.Paths);
        Assert.Equal((first.Paths[0].FirstAt, 1), (path.FirstAt, path.Writer!.Line[0].Process.Pid));
    }

    public void Dispose() => _pending.Dispose();

    private static RepoPath PathOf(string path) => RepoPath.TryParse(path, out var known) ? known : throw new ArgumentException(path, nameof(path));

    private static Writer WriterOf(int pid) => new([new ProcessEntry(new ProcessRef(pid, Started: pid), 1, "sh")]);

    private static IEnumerable<string> Paths(Batch batch) => batch.Paths.Select(path => path.Path.ToString());

    private Task<Batch> QuietAsync()
    {
        _time.Advance(PendingPaths.Longest);
        return _pending.TakeAsync(CancellationToken.None);
    }
}
