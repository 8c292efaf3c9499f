using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>What is watched changes while the watcher runs.</summary>
public sealed class RulesTests : IAsyncLifetime
{
    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;

    public async Task InitializeAsync()
    {
        (_repository, _) = await WatchedRepository.WatchedAsync();
        _repository.Main.Write(".gitignore", "out/\n*.log\n");
        _repository.Main.Write("out/old.txt", "old\n");
        (await _repository.Main.CommitAsync(".")).Succeeded();
        _ada = await AgentProcess.StartAsync(_repository.Main, "ada");
        await _repository.WatchesAsync(_repository.Main);
    }

    [Fact]
    public async Task An_ignored_directory_that_is_ignored_no_longer_is_watched_and_the_other_way_round()
    {
        await DoAsync("echo x > out/f.txt; echo x > seen.txt");
        Assert.Equal(["seen.txt"], await PathsAsync());

        await DoAsync("echo '*.log' > .gitignore");
        await _repository.IsWrittenByAsync("ada", ".gitignore");
        await DoAsync("echo x > out/new.txt");
        await _repository.IsWrittenByAsync("ada", "out/new.txt");
        Assert.Equal([".gitignore", "out/f.txt", "out/new.txt", "out/old.txt", "seen.txt"], await PathsAsync());

        await DoAsync("printf 'out/\\n*.log\\n' > .gitignore");
        Assert.Equal(["seen.txt"], await PathsAsync());
    }

    [Theory]
    [InlineData(".git/info/exclude", "")]
    [InlineData(".ignored-by-me", "git config core.excludesFile .ignored-by-me; ")]
    public async Task Rules_outside_of_ignore_files_count_as_well(string file, string before)
    {
        await DoAsync($"mkdir made; {before}echo made/ >> {file}");
        await DoAsync("echo x > made/f.txt; echo x > seen.txt");
        Assert.DoesNotContain("made/f.txt", await PathsAsync());

        await DoAsync($"sed -i /made/d {file}");
        await DoAsync("echo x > made/g.txt");
        await _repository.IsWrittenByAsync("ada", "made/g.txt");
    }

    [Fact]
    public async Task What_sidecar_exclude_names_is_left_out_from_then_on_and_taken_in_again_after()
    {
        (await _ada.RunAsync("git config sidecar.exclude 'generated/**'")).Succeeded();
        (await _ada.RunAsync("mkdir generated; echo x > generated/f.txt; echo x > seen.txt")).Succeeded();
        await _repository.IsWrittenByAsync("ada", "seen.txt");
        Assert.Equal(["seen.txt"], await PathsAsync());

        (await _ada.RunAsync("git config --unset sidecar.exclude")).Succeeded();
        await _repository.AgreesWithGitAsync();
        await DoAsync("echo y > generated/g.txt");
        await _repository.IsWrittenByAsync("ada", "generated/g.txt");
    }

    [Fact]
    public async Task A_tracked_file_in_an_ignored_directory_is_watched_as_soon_as_it_is_tracked()
    {
        await DoAsync("echo x > out/keep.txt; git add -f out/keep.txt");
        Assert.Equal(["out/keep.txt"], await PathsAsync());

        await DoAsync("git commit -qm keep");
        Assert.Empty(await PathsAsync());
        await DoAsync("echo y >> out/keep.txt; echo x > out/other.txt");

        Assert.Equal([("out/keep.txt", "ada")], (await _repository.WorkAsync()).Select(work => (work.Path, work.Author)));
    }

    public async Task DisposeAsync()
    {
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
