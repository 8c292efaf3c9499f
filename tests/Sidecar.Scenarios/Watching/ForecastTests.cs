using System.Text.Json;
using Sidecar.Scenarios.Watch;
using Sidecar.Scenarios.World;

namespace Sidecar.Scenarios.Watching;

/// <summary>What merging two worktrees would bring, as two agents in them learn of it before anybody commits.</summary>
public sealed class ForecastTests : IAsyncLifetime
{
    private static readonly string Nine = string.Concat(Enumerable.Range(1, 9).Select(line => $"line {line}\n"));

    private WatchedRepository _repository = null!;
    private AgentProcess _ada = null!;
    private AgentProcess _bob = null!;

    public async Task InitializeAsync()
    {
        (_repository, _) = await WatchedRepository.WatchedAsync();
        _repository.Main.Write("nine.txt", Nine);
        (await _repository.Main.CommitAsync(".")).Succeeded();
        var one = await _repository.AddWorktreeAsync("one");
        var two = await _repository.AddWorktreeAsync("two");
        _ada = await AgentProcess.StartAsync(one, "ada");
        _bob = await AgentProcess.StartAsync(two, "bob");
        await _repository.WatchesAsync(one);
        await _repository.WatchesAsync(two);
    }

    [Fact]
    public async Task The_same_lines_in_two_worktrees_are_told_to_both_once_and_are_gone_when_mended()
    {
        (await _ada.RunAsync("sed -i 's/line 4/ada/' nine.txt")).Succeeded();
        (await _bob.RunAsync("sed -i 's/line 4/bob/' nine.txt")).Succeeded();
        await ForeseenAsync(["nine.txt conflict 4-4 4-4"]);

        var (toAda, toBob) = ((await _ada.CallAsync("whoami")).Text, (await _bob.CallAsync("whoami")).Text);
        Assert.Contains("Would conflict when merged: nine.txt: line 4 of yours and line 4 of bob's in ../two.", toAda, StringComparison.Ordinal);
        Assert.Contains("Would conflict when merged: nine.txt: line 4 of yours and line 4 of ada's in ../one.", toBob, StringComparison.Ordinal);
        (await _repository.Main.SidecarAsync("status")).Succeeded().Says("Would conflict when merged, in 1 file: agree before either side merges");

        (await _bob.RunAsync("sed -i 's/line 5/bob/' nine.txt")).Succeeded();
        await ForeseenAsync(["nine.txt conflict 4-4 4-5"]);
        Assert.DoesNotContain("conflict", (await _ada.CallAsync("whoami")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("conflict", (await _bob.CallAsync("whoami")).Text, StringComparison.Ordinal);

        (await _bob.RunAsync("git checkout -q -- nine.txt")).Succeeded();
        await ForeseenAsync([]);
    }

    [Fact]
    public async Task Different_places_of_one_file_are_a_note_and_no_message()
    {
        (await _ada.RunAsync("sed -i 's/line 2/ada/' nine.txt")).Succeeded();
        (await _bob.RunAsync("sed -i 's/line 8/bob/' nine.txt && git commit -qam bob")).Succeeded();
        await ForeseenAsync(["nine.txt clean 2-2 8-8"]);

        Assert.DoesNotContain("Would conflict", (await _ada.CallAsync("status")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Would conflict", (await _bob.CallAsync("whoami")).Text, StringComparison.Ordinal);
        (await _repository.Main.SidecarAsync("status")).Succeeded().Says("Changed in two worktrees, and would merge: nine.txt");
    }

    [Fact]
    public async Task A_worktree_that_goes_takes_its_forecast_along_and_the_watcher_what_it_wrote_down()
    {
        (await _ada.RunAsync("sed -i 's/line 4/ada/' nine.txt")).Succeeded();
        (await _bob.RunAsync("sed -i 's/line 4/bob/' nine.txt")).Succeeded();
        await ForeseenAsync(["nine.txt conflict 4-4 4-4"]);

        (await _repository.Main.GitAsync("worktree", "remove", "--force", _bob.Desk.Folder)).Succeeded();

        await Eventually.IsAsync(async () => !(await ForecastsAsync()).Any(), "there is none");
        var scratch = _repository.Main.PathOf(".git/sidecar/forecast.git");
        Assert.True(Directory.Exists(scratch));
        (await _repository.Main.SidecarAsync("stop")).Succeeded();
        Assert.False(Directory.Exists(scratch));
    }

    public async Task DisposeAsync()
    {
        await _ada.DisposeAsync();
        await _bob.DisposeAsync();
        await _repository.DisposeAsync();
    }

    private Task ForeseenAsync(IReadOnlyList<string> files)
    {
        var last = "";
        return Eventually.IsAsync(
            async () =>
            {
                var forecasts = (await ForecastsAsync()).ToList();
                last = string.Join(' ', forecasts);
                return forecasts.Count == 1 && forecasts[0].GetProperty("state").GetString() == "ready"
                    && forecasts[0].GetProperty("files").EnumerateArray().Select(Said).SequenceEqual(files);
            },
            () => $"{string.Join(' ', files)} is foreseen; it is {last}");
    }

    private async Task<IEnumerable<JsonElement>> ForecastsAsync() =>
        (await _repository.Main.SidecarAsync("status", "--json")).Json.GetProperty("forecasts").EnumerateArray();

    private static string Said(JsonElement file) =>
        $"{file.GetProperty("path").GetString()} {(file.GetProperty("conflict").GetBoolean() ? "conflict" : "clean")} "
        + $"{Ranges(file, "lines")} {Ranges(file, "other_lines")}";

    private static string Ranges(JsonElement file, string name) => string.Join(',', file.GetProperty(name).EnumerateArray()
        .Select(range => $"{range.GetProperty("first")}-{range.GetProperty("last")}"));
}
