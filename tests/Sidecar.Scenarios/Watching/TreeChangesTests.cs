using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>Files and directories that move, change their kind, or are written in the ways that programs write.</summary>
public sealed class TreeChangesTests : IAsyncLifetime
{
    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;
    private int _watcher;

    public async Task InitializeAsync()
    {
        (_repository, _watcher) = await WatchedRepository.WatchedAsync();
        (await _repository.Main.CommitAsync(".")).Succeeded();
        _ada = await AgentProcess.StartAsync(_repository.Main, "ada");
        await _repository.WatchesAsync(_repository.Main);
    }

    [Fact]
    public async Task A_file_that_becomes_a_directory_and_a_file_again_is_followed()
    {
        await DoAsync("rm a.txt; mkdir a.txt; echo in > a.txt/in.txt");
        Assert.Equal(["a.txt", "a.txt/in.txt"], await PathsAsync());

        await DoAsync("echo in >> a.txt/in.txt; rm -r a.txt; echo file > a.txt");
        Assert.Equal(["a.txt"], await PathsAsync());

        await DoAsync("git checkout -q a.txt");
        Assert.Empty(await PathsAsync());
    }

    [Fact]
    public async Task Links_in_circles_and_to_the_outside_are_files_as_any_other()
    {
        await DoAsync("mkdir loop; ln -s . loop/self; ln -s ../loop loop/up; ln -s / loop/outside; ln -s nowhere loop/dangling; echo x > loop/real.txt");

        Assert.Equal(["loop/dangling", "loop/outside", "loop/real.txt", "loop/self", "loop/up"], await PathsAsync());
    }

    [Fact]
    public async Task A_directory_with_uncommitted_files_takes_them_along()
    {
        await DoAsync("mkdir -p old/deep; echo 1 > old/one.txt; echo 2 > old/deep/two.txt; echo 3 >> src/api/login.cs");
        await DoAsync("mv old new; mv src lib");
        Assert.Equal(["lib/api/login.cs", "new/deep/two.txt", "new/one.txt", "src/api/login.cs"], await PathsAsync());

        await DoAsync("echo more >> new/deep/two.txt; mkdir new/deep/three; echo 3 > new/deep/three/f.txt");
        await _repository.IsWrittenByAsync("ada", "new/deep/three/f.txt", "lib/api/login.cs");
    }

    [Fact]
    public async Task A_save_by_rename_is_a_change_of_the_file_and_nothing_else()
    {
        await DoAsync("printf 'new\\n' > .a.txt.swp && mv .a.txt.swp a.txt");

        var touch = Assert.Single(await _repository.TouchesAsync(), touch => touch.Path != ".mcp.json");
        Assert.Equal(("a.txt", "ada", "changed"), (touch.Path, touch.Author, touch.Kind));
    }

    [Fact]
    public async Task A_large_file_that_is_written_slowly_is_one_piece_of_work_and_not_told_with_each_write()
    {
        await DoAsync("for i in $(seq 20); do head -c 5000000 /dev/zero >> large.bin; sleep 0.1; done");

        Assert.Equal([("large.bin", "ada")], (await _repository.WorkAsync()).Select(work => (work.Path, work.Author)));
        var touches = await _repository.TouchesAsync();
        Assert.InRange(touches.Count, 1, 10);
    }

    [Fact]
    public async Task Staging_a_part_changes_nothing_and_committing_it_leaves_the_rest()
    {
        await DoAsync("printf 'one\\ntwo\\n' > a.txt; echo b >> b.txt; echo c > c.txt; git add b.txt");
        await DoAsync("printf 'one\\nhalf\\n' > half && git update-index --cacheinfo 100644,$(git hash-object -w half),a.txt && rm half");
        Assert.Equal(["a.txt", "b.txt", "c.txt"], await PathsAsync());

        await DoAsync("git commit -qm part");

        Assert.Equal([("a.txt", "ada"), ("c.txt", "ada")], (await _repository.WorkAsync()).Select(work => (work.Path, work.Author)));
    }

    [Fact]
    public async Task What_changes_in_the_index_alone_is_seen_and_nobodys_edit()
    {
        await DoAsync("git rm -q --cached a.txt");
        await DoAsync("git reset -q --soft HEAD~1");
        Assert.Contains("a.txt", await PathsAsync());
        Assert.DoesNotContain(await _repository.TouchesAsync(), touch => touch is { Author: not null, Path: "a.txt" });

        await DoAsync("git reset -q --hard ORIG_HEAD");
        Assert.Empty(await PathsAsync());
    }

    [Fact]
    public async Task An_unreadable_directory_is_told_of_and_the_rest_is_watched()
    {
        await DoAsync("mkdir closed && echo x > closed/in.txt && chmod 0 closed && mkdir open");
        await DoAsync("echo x > open/f.txt");
        await DoAsync("chmod 700 closed && echo y > closed/more.txt");

        Assert.Equal(["closed/in.txt", "closed/more.txt", "open/f.txt"], await PathsAsync());
    }

    public async Task DisposeAsync()
    {
        Assert.Equal(_watcher, await _repository.RunningAsync());
        await _ada.DisposeAsync();
        await _repository.DisposeAsync();
    }

    private async Task DoAsync(string script)
    {
        (await _ada.RunAsync(script)).Succeeded();
        await _repository.AgreesWithGitAsync();
    }

    private async Task<IEnumerable<string>> PathsAsync() => (await _repository.WorkAsync()).Select(work => work.Path).Distinct();
}
